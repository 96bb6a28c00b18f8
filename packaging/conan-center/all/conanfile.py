# The recipe for ConanCenter's index; packaging/release fills the words in @..@.
import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, get
from conan.tools.layout import basic_layout

required_conan_version = ">=2.0"


class EquipoiseConan(ConanFile):
    name = "equipoise"
    description = "How much a state depends on others, and how it balances between great powers"
    license = "BSL-1.0"
    url = "https://github.com/conan-io/conan-center-index"
    homepage = "https://github.com/@REPOSITORY@"
    topics = ("concentration", "trade", "international-relations", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"with_onetbb": [True, False], "with_libzip": [True, False], "with_simdjson": [True, False],
               "with_eigen": [True, False], "with_openmpi": [True, False]}
    default_options = {"with_onetbb": False, "with_libzip": False, "with_simdjson": False, "with_eigen": False,
                       "with_openmpi": False}
    no_copy_source = True

    def layout(self):
        basic_layout(self, src_folder="src")

    def requirements(self):
        self.requires("range-v3/0.12.0", transitive_headers=True)
        if self.options.with_onetbb:
            self.requires("onetbb/[>=2021.10.0 <2024]", transitive_headers=True)
        if self.options.with_libzip:
            self.requires("zlib/[>=1.2.11 <2]", transitive_headers=True)
            self.requires("libzip/[>=1.7.3 <2]", transitive_headers=True)
        if self.options.with_simdjson:
            self.requires("simdjson/[>=3.0.1 <4]", transitive_headers=True)
        if self.options.with_eigen:
            # equipoise::network takes the headers of both.
            self.requires("eigen/3.4.0", transitive_headers=True)
            self.requires("boost/[>=1.74.0 <2]", transitive_headers=True)
        if self.options.with_openmpi:
            self.requires("openmpi/[>=4.1.0 <6]", transitive_headers=True)

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)

    def source(self):
        get(self, **self.conan_data["sources"][self.version], strip_root=True)

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.set_property("cmake_target_name", "equipoise::all")
        self.cpp_info.set_property("pkg_config_name", "equipoise-all")
        self._component("core", ["range-v3::range-v3"])
        if self.options.with_onetbb:
            # Not all of oneTBB, which replaces malloc wherever it is linked.
            self._component("parallel", ["core", "onetbb::libtbb"])
        if self.options.with_libzip:
            self._component("archives", ["core", "zlib::zlib", "libzip::libzip"])
        if self.options.with_simdjson:
            self._component("json", ["core", "simdjson::simdjson"])
        if self.options.with_eigen:
            self._component("network", ["core", "eigen::eigen", "boost::headers"])
        if self.options.with_openmpi:
            self._component("distributed", ["core", "openmpi::openmpi"])
            self.cpp_info.components["distributed"].defines = ["OMPI_SKIP_MPICXX=1", "MPICH_SKIP_MPICXX=1"]

    def _component(self, name, libraries):
        is_core = name == "core"
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", "equipoise::equipoise" if is_core else f"equipoise::{name}")
        component.set_property("pkg_config_name", "equipoise" if is_core else f"equipoise-{name}")
        component.requires = libraries
        component.bindirs = []
        component.libdirs = []
