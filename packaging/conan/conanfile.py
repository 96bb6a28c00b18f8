# SPDX-License-Identifier: BSL-1.0
# Builds the checkout it lies in: conan create packaging/conan --build=missing -s compiler.cppstd=20
# packaging/release makes the recipe for ConanCenter of packaging/conan-center, in which the source is that of a release.
import os
import re

from conan import ConanFile
from conan.errors import ConanException
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2"


class EquipoiseConan(ConanFile):
    name = "equipoise"
    description = "How much a state depends on others, and how it balances between great powers"
    license = "BSL-1.0"
    topics = ("concentration", "trade", "international-relations", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    # find_package(equipoise COMPONENTS parallel) succeeds without the option as well: Conan's configuration files know
    # no components. The target equipoise::parallel is then missing; and so for the other options.
    options = {"parallel": [True, False], "archives": [True, False], "json": [True, False],
               "network": [True, False], "distributed": [True, False]}
    default_options = {"parallel": False, "archives": False, "json": False, "network": False,
                       "distributed": False}
    generators = "CMakeDeps"

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        path = os.path.join(self._root, "CMakeLists.txt")
        if not os.path.exists(os.path.join(self._root, "packaging", "conan", "conanfile.py")):
            raise ConanException("this recipe builds the checkout that it lies in and does not work as a copy")
        text = load(self, path)
        self.version = re.search(r"project\(equipoise\s+VERSION ([\d.]+)", text).group(1)

    def export_sources(self):
        for pattern in "CMakeLists.txt", "LICENSE", "include/*", "packaging/cmake/*":
            copy(self, pattern, self._root, self.export_sources_folder)

    def layout(self):
        self.folders.root = os.path.join("..", "..")
        cmake_layout(self, build_folder="build/conan")
        # Where an editable package has its headers.
        self.cpp.source.includedirs = ["include"]
        self.cpp.source.components["core"].includedirs = ["include"]

    def requirements(self):
        self.requires("range-v3/0.12.0", transitive_headers=True)
        if self.options.parallel:
            self.requires("onetbb/[>=2021.10.0 <2024]", transitive_headers=True)
        if self.options.archives:
            self.requires("zlib/[>=1.2.11 <2]", transitive_headers=True)
            self.requires("libzip/[>=1.7.3 <2]", transitive_headers=True)
        if self.options.json:
            self.requires("simdjson/[>=3.0.1 <4]", transitive_headers=True)
        if self.options.network:
            self.requires("eigen/3.4.0", transitive_headers=True)
            self.requires("boost/[>=1.74.0 <2]", transitive_headers=True)
        if self.options.distributed:
            self.requires("openmpi/[>=4.1.0 <6]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["EQUIPOISE_BUILD_TESTS"] = False
        toolchain.cache_variables["EQUIPOISE_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["EQUIPOISE_INSTALL"] = True
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_TBB"] = not self.options.parallel
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_ZLIB"] = not self.options.archives
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_libzip"] = not self.options.archives
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_simdjson"] = not self.options.json
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_Eigen3"] = not self.options.network
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_Boost"] = not self.options.network
        toolchain.cache_variables["CMAKE_DISABLE_FIND_PACKAGE_MPI"] = not self.options.distributed
        toolchain.generate()

    def build(self):
        CMake(self).configure()

    def package(self):
        CMake(self).install()
        # Conan's generators write their own.
        rmdir(self, os.path.join(self.package_folder, "share"))
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.set_property("cmake_target_name", "equipoise::all")
        self.cpp_info.set_property("pkg_config_name", "equipoise-all")
        self._component("core", ["range-v3::range-v3"])
        if self.options.parallel:
            # Not all of oneTBB, which replaces malloc wherever it is linked.
            self._component("parallel", ["core", "onetbb::libtbb"])
        if self.options.archives:
            self._component("archives", ["core", "zlib::zlib", "libzip::libzip"])
        if self.options.json:
            self._component("json", ["core", "simdjson::simdjson"])
        if self.options.network:
            self._component("network", ["core", "eigen::eigen", "boost::headers"])
        if self.options.distributed:
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
