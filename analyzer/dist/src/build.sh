#!/bin/sh
# Builds what is released from the jar that Maven made: a Java runtime that holds shmfit, and from it the archive, the
# Debian package and the root of the container image; and the wheel. Called by Maven: build.sh VERSION TIMESTAMP, with
# JAVA_HOME set.
#
#   SHMFIT_JDK            the JDK whose runtime is released (JAVA_HOME); from 25 on it keeps linked classes, not only loaded ones
#   SHMFIT_RELEASE_URL    where the files will lie, for the krew manifest and the Homebrew formula
#   SHMFIT_MAINTAINER     NAME <ADDRESS> of who makes the Debian package
#   SHMFIT_JMODS_AARCH64  the jmods of a JDK for aarch64 of JAVA_HOME's version: an archive for it is built, too (aarch64.sh)
set -eu
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

version=$1
SOURCE_DATE_EPOCH=$(date -d "$2" +%s)
export SOURCE_DATE_EPOCH
src=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$src/../../.." && pwd -P)
out=$root/analyzer/dist/target
jar=$root/analyzer/cli/target/shmfit.jar
main=dev.shmfit/dev.shmfit.cli.Shmfit
jdk=${SHMFIT_JDK:-$JAVA_HOME}

fail() {
    printf 'dist: %s\n' "$*" >&2
    exit 1
}

[ -s "$jar" ] || fail "$jar is not there; build from the project's root: mvn -Prelease package"
[ -x "$jdk/bin/jlink" ] || fail "$jdk has no jlink; use a whole JDK (Debian: openjdk-17-jdk-headless)"
rm -rf "$out/module" "$out/tree" "$out/deb" "$out/image" "$out/train" "$out/picocli" "$out"/shmfit-* "$out"/shmfit_* \
    "$out/shmfit.rb"
mkdir -p "$out/module" "$out/train" "$out/picocli"

# One module out of the jar. What its own services are stands in module-info.java; nothing asks for those of libraries.
# picocli's classes are of Java 5's format, which no archive keeps linked: they are compiled again from its own sources.
(cd "$out/module" && "$JAVA_HOME/bin/jar" xf "$jar" && rm -rf META-INF/versions META-INF/services META-INF/MANIFEST.MF)
(cd "$out/picocli" && "$JAVA_HOME/bin/jar" xf "$out/sources/picocli-sources.jar")
find "$out/picocli" -name '*.java' ! -name module-info.java | sort >"$out/train/picocli"
compile() {
    "$JAVA_HOME/bin/javac" -nowarn -proc:none -Xlint:none --release 17 -encoding UTF-8 -d "$out/module" "$@" \
        2>"$out/train/javac.log" || { cat "$out/train/javac.log" >&2; fail "cannot compile $*"; }
}
compile "@$out/train/picocli"
compile --patch-module "dev.shmfit=$out/module" "$src/module-info.java"
"$JAVA_HOME/bin/jar" --create --file "$out/dev.shmfit.jar" --date "$2" -C "$out/module" . 2>/dev/null ||
    "$JAVA_HOME/bin/jar" --create --file "$out/dev.shmfit.jar" -C "$out/module" .

# Short runs: the quick compiler and the simple collector start fastest; the heap is bounded, because shmfit runs beside
# jobs that need the memory, and begins small, since Java would touch a quarter of it before it collects. MaxFDLimit: Java raises its limit of open files, and shmfit would tell that in place of the
# job's. Not compressed inside: it starts faster so, and packs better.
# useNativeAccessorOnly: a member that is read once or twice is read sooner than code for it is made.
options='-XX:-MaxFDLimit -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -XX:NewSize=10m -Xmx160m -Djdk.reflect.useNativeAccessorOnly=true'
runtime() { # where, the JDK that links, its jmods: a JDK without any links itself
    rm -rf "$1"
    mkdir -p "$(dirname -- "$1")"
    compress=0
    "$2/bin/jlink" --help | grep -q 'zip-\[0-9\]' && compress=zip-0
    "$2/bin/jlink" --module-path "$out/dev.shmfit.jar${3:+:$3}" --add-modules dev.shmfit --strip-java-debug-attributes \
        --no-header-files --no-man-pages --compress="$compress" --add-options="$options" --output "$1"
    rm -f "$1/bin/keytool" "$1/lib/jrt-fs.jar"
    # krew unpacks no links; the only ones are among the licences, which several modules share.
    find "$1" -type l | while IFS= read -r link; do
        cp -L "$link" "$link.whole"
        mv "$link.whole" "$link"
    done
    [ -z "$(find "$1" -type l)" ] || fail "a link is left in $1"
}

# The classes that usual runs load, kept ready-made in the runtime.
archive_classes() {
    java=$1/bin/java
    kept=$1/lib/server/classes.jsa
    failures=$root/fixtures/captures/failures
    nvsw=$root/fixtures/observed/G8_h100_nvsw.xml
    printf '%s\n' \
        "analyze $nvsw --loader workers=8,batch=32,sample=3x224x224:float32 --shm-size 64m" \
        "analyze $nvsw -o $out/train/page.html" \
        "analyze $nvsw -o $out/train/report.json" \
        "analyze $root/fixtures/cases/l4-x2-cns --loader none" \
        "analyze $root/fixtures/captures/topo/l40s_x8_pix_pairs_normalised.txt" \
        "analyze $root/fixtures/captures/topo/l20x8_pix_node_sys_truncated.txt" \
        'explain 135' 'explain 67108864' "explain $failures/dl_buserror_worker_banner.txt" \
        "explain $failures/nccl_extend_9637892_t4_k8s_newfmt.txt" check --version --help >"$out/train/lines"
    rehearsal=dev.shmfit/dev.shmfit.cli.Rehearsal
    if [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")" -ge 25 ]; then
        "$java" "-XX:AOTCacheOutput=$kept" -m "$rehearsal" "$out/train/lines" >"$out/train/log" 2>&1
    else
        "$java" -Xshare:off "-XX:DumpLoadedClassList=$out/train/classes" -m "$rehearsal" "$out/train/lines" >"$out/train/log" 2>&1 &&
            "$java" -Xshare:dump "-XX:SharedClassListFile=$out/train/classes" "-XX:SharedArchiveFile=$kept" \
                -m "$main" >"$out/train/log" 2>&1
    fi || { tail -n 20 "$out/train/log" >&2; fail "no class-data archive"; }
    [ -s "$kept" ] || { tail -n 20 "$out/train/log" >&2; fail "no class-data archive"; }
    chmod 644 "$kept"
}

# What an archive holds: the launcher, kubectl's plugin, the runtime, scripts for machines without shmfit, what Slurm and
# NHC call, manual, licences.
tree() {
    mkdir -p "$1/bin" "$1/share/man/man1" "$1/share/probes" "$1/share/slurm" "$1/share/nhc"
    install -m 755 "$src/shmfit" "$root/probes/kubernetes/kubectl-shmfit" "$1/bin/"
    install -m 755 "$src/slurm/prolog.sh" "$src/slurm/epilog.sh" "$1/share/slurm/"
    install -m 644 "$src/nhc/shmfit.nhc" "$1/share/nhc/"
    install -m 755 "$root/probes/capture.sh" "$root/probes/shm.sh" "$1/share/probes/"
    install -m 644 "$root"/docs/man/*.1 "$1/share/man/man1/"
    install -m 644 "$root/LICENSE" "$root/NOTICE" "$1/"
}
pack() {
    (cd "$out/tree" && tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - "$1" |
        gzip -9n >"$out/$1.tar.gz")
}

machine=$(uname -m)
name=shmfit-$version-linux-$machine
jmods=
[ ! -d "$jdk/jmods" ] || jmods=$jdk/jmods
runtime "$out/tree/$name/lib/runtime" "$jdk" "$jmods"
find "$out/tree/$name/lib/runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name 'j*exec' -o -name jspawnhelper \) \
    -exec strip --strip-unneeded {} +
archive_classes "$out/tree/$name/lib/runtime"
tree "$out/tree/$name"
pack "$name"

if [ -n "${SHMFIT_JMODS_AARCH64:-}" ] && [ "$machine" != aarch64 ]; then
    # Its class-data archive could only be made by running it.
    other=shmfit-$version-linux-aarch64
    runtime "$out/tree/$other/lib/runtime" "$JAVA_HOME" "$SHMFIT_JMODS_AARCH64"
    tree "$out/tree/$other"
    pack "$other"
fi

# The Debian package.
maintainer=${SHMFIT_MAINTAINER:-shmfit <shmfit@localhost>}
deb=$out/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib/shmfit" "$deb/usr/share/man/man1" "$deb/usr/share/doc/shmfit" \
    "$deb/usr/share/bash-completion/completions" "$deb/usr/share/lintian/overrides"
cp -a "$out/tree/$name/lib/runtime" "$deb/usr/lib/shmfit/runtime"
rm -rf "$deb/usr/lib/shmfit/runtime/legal"
install -m 755 "$src/shmfit" "$root/probes/kubernetes/kubectl-shmfit" "$deb/usr/bin/"
install -m 644 "$root"/docs/man/*.1 "$src/debian/kubectl-shmfit.1" "$deb/usr/share/man/man1/"
# What kubectl's plugin sends into a pod, and what Slurm and NHC call.
install -D -m 755 -t "$deb/usr/share/shmfit/probes" "$root/probes/capture.sh" "$root/probes/shm.sh"
install -D -m 755 -t "$deb/usr/share/shmfit/slurm" "$src/slurm/prolog.sh" "$src/slurm/epilog.sh"
install -D -m 644 -t "$deb/usr/share/shmfit/nhc" "$src/nhc/shmfit.nhc"
gzip -9n "$deb"/usr/share/man/man1/*.1
install -m 644 "$root/NOTICE" "$deb/usr/share/doc/shmfit/"
install -m 644 "$src/debian/copyright" "$deb/usr/share/doc/shmfit/"
install -m 644 "$src/debian/overrides" "$deb/usr/share/lintian/overrides/shmfit"
printf 'shmfit (%s) stable; urgency=low\n\n  * Release %s.\n\n -- %s  %s\n' "$version" "$version" \
    "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$deb/usr/share/doc/shmfit/changelog.gz"
"$out/tree/$name/lib/runtime/bin/java" -m "$main" completion bash | sed 1d >"$deb/usr/share/bash-completion/completions/shmfit"
case $machine in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*) architecture=$machine ;;
esac
sed -e "s/@MAINTAINER@/$maintainer/" -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@SIZE@/$(du -sk --apparent-size "$deb" | cut -f1)/" "$src/debian/control" >"$deb/DEBIAN/control"
find "$deb" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z3 --build "$deb" "$out/shmfit_${version}_$architecture.deb" >/dev/null

# The image from nothing: the runtime, the C library that it is linked with, a locale that knows UTF-8.
image=$out/image
mkdir -p "$image/opt/shmfit/lib" "$image/lib" "$image/usr/lib/locale" "$image/tmp"
cp -a "$out/tree/$name/lib/runtime" "$image/opt/shmfit/lib/runtime"
rm -rf "$image/opt/shmfit/lib/runtime/legal"
find "$out/tree/$name/lib/runtime" -type f \( -name '*.so' -o -path '*/bin/*' \) -exec ldd {} + 2>/dev/null |
    sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/lib[^ ]*\/ld[^ ]*\) .*/\1/p' | grep -v "^$out" | sort -u |
    while IFS= read -r library; do
        # The loader is looked for where it is here, libraries in /lib.
        case $library in
        */ld-linux*) install -D -m 755 "$library" "$image$library" ;;
        *) install -m 644 "$library" "$image/lib/" ;;
        esac
    done
cp -rL /usr/lib/locale/C.utf8 "$image/usr/lib/locale/C.utf8"
cp "$root/LICENSE" "$root/NOTICE" "$image/opt/shmfit/"

# One layer and its description, as `docker load` and `podman load` take them.
stage=$out/stage
mkdir -p "$stage"
(cd "$image" && tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - .) >"$stage/layer.tar"
digest=$(sha256sum <"$stage/layer.tar" | cut -c 1-64)
sed -e "s/@DIGEST@/$digest/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@CREATED@/$2/" "$src/image.json" >"$stage/config.json"
config=$(sha256sum <"$stage/config.json" | cut -c 1-64)
mv "$stage/config.json" "$stage/$config.json"
printf '[{"Config":"%s.json","RepoTags":["shmfit:%s"],"Layers":["layer.tar"]}]\n' "$config" "$version" >"$stage/manifest.json"
(cd "$stage" && tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - ./*) |
    gzip -9n >"$out/shmfit-$version-image-$architecture.tar.gz"

sh "$src/wheel.sh" "$jar" "$out"

# What is in it (CycloneDX), by Maven.
cp "$out/sbom/bom.json" "$out/shmfit-$version.cdx.json"

# What krew and Homebrew read; a machine whose archive was not built is left out of the one, and has no checksum in the other.
url=${SHMFIT_RELEASE_URL:-https://example.invalid/shmfit/$version}
sum() {
    if [ -f "$out/$1" ]; then sha256sum <"$out/$1" | cut -c 1-64; fi
}
for pair in x86_64:amd64 aarch64:arm64; do
    packed=shmfit-$version-linux-${pair%:*}
    [ -f "$out/$packed.tar.gz" ] || continue
    cat <<END
    - selector:
        matchLabels: {os: linux, arch: ${pair#*:}}
      uri: $url/$packed.tar.gz
      sha256: $(sum "$packed.tar.gz")
      bin: $packed/bin/kubectl-shmfit
END
done >"$out/train/platforms"
sed -e "s/@VERSION@/$version/" -e "/@PLATFORMS@/{r $out/train/platforms
d}" "$src/krew.yaml" >"$out/shmfit-krew.yaml"
sed -e "s,@URL@,$url,; s/@VERSION@/$version/g" -e "s/@SHA256_X86_64@/$(sum "shmfit-$version-linux-x86_64.tar.gz")/" \
    -e "s/@SHA256_AARCH64@/$(sum "shmfit-$version-linux-aarch64.tar.gz")/" \
    -e "s/@SHA256_WHEEL@/$(sum "shmfit-$version-py3-none-any.whl")/" "$src/shmfit.rb" >"$out/shmfit.rb"

rm -rf "$out/module" "$out/train" "$out/picocli" "$stage"
(cd "$out" && sha256sum shmfit-* shmfit_* shmfit.rb >SHA256SUMS && ls -l shmfit-* shmfit_* shmfit.rb)
