# SPDX-License-Identifier: BSL-1.0
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2"


class EquipoiseConan(ConanFile):
    name = "equipoise"
    description = "How much a state depends on others, and how it balances between great powers"
    license = "BSL-1.0"
    topics = ("concentration", "trade", "international-relations", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"parallel": [True, False]}
    default_options = {"parallel": False}
    generators = "CMakeDeps"

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._root, "CMakeLists.txt"))
        self.version = re.search(r"project\(equipoise\s+VERSION ([\d.]+)", text).group(1)

    def export_sources(self):
        for pattern in "CMakeLists.txt", "LICENSE", "include/*", "packaging/cmake/*":
            copy(self, pattern, self._root, self.export_sources_folder)

    def requirements(self):
        self.requires("range-v3/0.12.0", transitive_headers=True)
        if self.options.parallel:
            self.requires("onetbb/2021.12.0", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["EQUIPOISE_BUILD_TESTS"] = False
        toolchain.cache_variables["EQUIPOISE_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["EQUIPOISE_INSTALL"] = True
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
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        if self.options.parallel:
            self.cpp_info.set_property("cmake_target_aliases", ["equipoise::parallel"])
            self.cpp_info.set_property("pkg_config_aliases", ["equipoise-parallel"])
