# SPDX-License-Identifier: BSL-1.0
"""conan.py RECIPE WORK [ARCHIVE] [CMAKE-OPTION]...

Runs the methods of a recipe with stand-ins for the parts of Conan that it uses, with and without its options, and looks at
what it packages and declares. It shows that the recipe itself does what it should; whether Conan and its index accept
it, only Conan can tell.
"""
import fnmatch
import hashlib
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import types

recipe = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(sys.argv[2]).resolve()
archive = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 and not sys.argv[3].startswith("-") else None
cmake_options = [word for word in sys.argv[3:] if word.startswith("-")]


class Anything:
    """An object of which every member may be set."""


class Info:
    """cpp_info, cpp.source or one of their components."""

    def __init__(self):
        self.properties = {}
        self.components = Components()

    def set_property(self, name, value):
        self.properties[name] = value


class Components(dict):
    def __missing__(self, name):
        self[name] = Info()
        return self[name]


class ConanFile:
    conan_data = None

    def __init__(self):
        self.folders = Anything()
        self.cpp = types.SimpleNamespace(source=Info(), build=types.SimpleNamespace(bindir=""))
        self.cpp_info = Info()
        self.required = []
        self.info = types.SimpleNamespace(clear=lambda: None)

    def requires(self, reference, **traits):
        self.required.append((reference, traits))


class ConanException(Exception):
    pass


def copy(conanfile, pattern, src, dst):
    # as Conan walks: a folder that another test removes meanwhile is passed over
    paths = [pathlib.Path(folder, name) for folder, _, names in os.walk(src) for name in names]
    for path in sorted(paths):
        name = path.relative_to(src).as_posix()
        if fnmatch.fnmatch(name, pattern):
            target = pathlib.Path(dst) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def get(conanfile, url, sha256, strip_root):
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == sha256, "the digest is not that of the archive"
    assert re.fullmatch(r"https://github\.com/owner/equipoise/archive/refs/tags/v[\d.]+\.tar\.gz", url), url
    with tarfile.open(archive) as members:
        for member in members.getmembers():
            member.name = member.name.split("/", 1)[1] if strip_root and "/" in member.name else member.name
            members.extract(member, conanfile.source_folder)


class CMakeToolchain:
    def __init__(self, conanfile):
        self.conanfile = conanfile
        self.cache_variables = {}

    def generate(self):
        self.conanfile.cache_variables = self.cache_variables


class CMake:
    def __init__(self, conanfile):
        self.conanfile = conanfile

    def configure(self):
        values = [f"-D{name}={'ON' if value else 'OFF'}" for name, value in self.conanfile.cache_variables.items()]
        subprocess.run(["cmake", "-S", self.conanfile.source_folder, "-B", self.conanfile.build_folder]
                       + cmake_options + values, check=True, stdout=subprocess.DEVNULL)

    def install(self):
        subprocess.run(["cmake", "--install", self.conanfile.build_folder, "--prefix", self.conanfile.package_folder],
                       check=True, stdout=subprocess.DEVNULL)


def cmake_layout(conanfile, build_folder="build"):
    conanfile.folders.build = build_folder


def module(name, **members):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)


module("conan", ConanFile=ConanFile)
module("conan.errors", ConanException=ConanException)
module("conan.tools")
module("conan.tools.build", check_min_cppstd=lambda conanfile, standard: None, can_run=lambda conanfile: False)
module("conan.tools.cmake", CMake=CMake, CMakeToolchain=CMakeToolchain, cmake_layout=cmake_layout)
module("conan.tools.files", copy=copy, get=get, load=lambda conanfile, path: pathlib.Path(path).read_text(),
       rmdir=lambda conanfile, path: shutil.rmtree(path, ignore_errors=True))
module("conan.tools.layout", basic_layout=lambda conanfile, src_folder: None)


def recipe_in(path):
    spec = importlib.util.spec_from_file_location("recipe", path)
    loaded = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(loaded)
    return next(each for each in vars(loaded).values()
                if isinstance(each, type) and issubclass(each, ConanFile) and each is not ConanFile)


def yaml_scalars(path):
    """The quoted keys and values of a file with one version, without a parser of YAML."""
    return dict(re.findall(r'(\w+): "([^"]+)"', path.read_text())), re.findall(r'^  "([\d.]+)":', path.read_text(), re.M)


kind = recipe_in(recipe / "conanfile.py")
assert kind.name == "equipoise" and kind.package_type == "header-library"
options = list(kind.options)
assert len(options) == 5
for every in (False, True):
    shutil.rmtree(work, ignore_errors=True)
    conanfile = kind()
    conanfile.recipe_folder = str(recipe)
    conanfile.source_folder = conanfile.export_sources_folder = str(work / "source")
    conanfile.build_folder = str(work / "build")
    conanfile.package_folder = str(work / "package")
    pathlib.Path(conanfile.source_folder).mkdir(parents=True)
    conanfile.options = types.SimpleNamespace(**{option: every for option in options})
    if archive:
        sources, versions = yaml_scalars(recipe / "conandata.yml")
        assert versions == yaml_scalars(recipe.parent / "config.yml")[1], "config.yml and conandata.yml differ"
        (conanfile.version,) = versions
        assert conanfile.version in sources["url"]
        conanfile.conan_data = {"sources": {conanfile.version: sources}}
        assert "github.com/owner/equipoise" in conanfile.homepage
    for step in ("set_version", "export_sources", "layout", "requirements", "source", "validate", "generate", "build",
                 "package", "package_info"):
        getattr(conanfile, step, lambda: None)()
    assert re.fullmatch(r"\d+\.\d+\.\d+", conanfile.version)

    package = pathlib.Path(conanfile.package_folder)
    own = {path.relative_to(recipe.parents[1] / "include").as_posix()
           for path in (recipe.parents[1] / "include").rglob("*.hpp")} if not archive else None
    packaged = {path.relative_to(package / "include").as_posix() for path in (package / "include").rglob("*.hpp")}
    assert "equipoise/equipoise.hpp" in packaged and "equipoise/parallel/parallel.hpp" in packaged
    assert own is None or packaged == own, packaged ^ own
    assert (package / "licenses" / "LICENSE").is_file() and not (package / "share").exists()

    # Whoever links equipoise::equipoise links nothing of oneTBB, whose malloc proxy replaces malloc in the process.
    names = [reference.split("/")[0] for reference, traits in conanfile.required]
    assert names == ["range-v3"] + ["onetbb", "zlib", "libzip", "simdjson", "eigen", "boost", "openmpi"] * every, names
    assert all(traits == {"transitive_headers": True} for reference, traits in conanfile.required)
    components = conanfile.cpp_info.components
    assert list(components) == ["core"] + ["parallel", "archives", "json", "network", "distributed"] * every
    assert components["core"].requires == ["range-v3::range-v3"]
    assert components["core"].properties["cmake_target_name"] == "equipoise::equipoise"
    assert components["core"].properties["pkg_config_name"] == "equipoise"
    for part, requires in ("parallel", ["onetbb::libtbb"]), ("archives", ["zlib::zlib", "libzip::libzip"]), (
            "json", ["simdjson::simdjson"]), ("network", ["eigen::eigen", "boost::headers"]), (
            "distributed", ["openmpi::openmpi"]):
        if every:
            assert components[part].requires == ["core"] + requires
            assert components[part].properties["cmake_target_name"] == f"equipoise::{part}"
            assert components[part].properties["pkg_config_name"] == f"equipoise-{part}"
    for component in components.values():
        assert component.bindirs == [] and component.libdirs == []
    if not archive:
        # Local commands write into build/ of the checkout, and an editable package has the checkout's headers.
        root = (recipe / conanfile.folders.root).resolve()
        assert root == recipe.parents[1] and conanfile.folders.build.startswith("build/")
        assert conanfile.cpp.source.components["core"].includedirs == ["include"]
        assert conanfile.cache_variables["EQUIPOISE_INSTALL"] and not conanfile.cache_variables["EQUIPOISE_BUILD_TESTS"]

# A recipe that builds the checkout says so where there is none.
if not archive:
    alone = work / "alone" / "packaging" / "conan"
    alone.mkdir(parents=True)
    shutil.copyfile(recipe / "conanfile.py", alone / "copied.py")
    conanfile = recipe_in(alone / "copied.py")()
    conanfile.recipe_folder = str(alone)
    try:
        conanfile.set_version()
    except ConanException as error:
        assert "builds the checkout" in str(error)
    else:
        raise AssertionError("a copy of the recipe found a version")

# The test of the package builds the parallel program exactly when the package is a parallel one.
test = recipe / "test_package"
kind = recipe_in(test / "conanfile.py")
for parallel in (False, True):
    conanfile = kind()
    conanfile.dependencies = {"equipoise": types.SimpleNamespace(options=types.SimpleNamespace(**{options[0]: parallel}))}
    conanfile.tested_reference_str = "equipoise/0"
    conanfile.layout()
    conanfile.requirements()
    conanfile.generate()
    assert conanfile.cache_variables == {"EQUIPOISE_PARALLEL": parallel}
assert "../" not in (test / "CMakeLists.txt").read_text(), "the test of the package takes files from elsewhere"
for name in re.findall(r"\w+\.cpp", (test / "CMakeLists.txt").read_text()):
    assert (test / name).is_file(), name
