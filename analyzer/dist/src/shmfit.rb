class Shmfit < Formula
  desc "Forecasts the bytes of /dev/shm that NCCL and the PyTorch DataLoader need"
  version "@VERSION@"
  license "Apache-2.0"

  # On Linux the archive with its own runtime; elsewhere the jar of the wheel, which is a zip, on Homebrew's Java.
  on_linux do
    on_intel do
      url "@URL@/shmfit-@VERSION@-linux-x86_64.tar.gz"
      sha256 "@SHA256_X86_64@"
    end
    on_arm do
      url "@URL@/shmfit-@VERSION@-linux-aarch64.tar.gz"
      sha256 "@SHA256_AARCH64@"
    end
  end
  on_macos do
    url "@URL@/shmfit-@VERSION@-py3-none-any.whl", using: :nounzip
    sha256 "@SHA256_WHEEL@"
    depends_on "openjdk"
  end

  def install
    if OS.linux?
      libexec.install Dir["*"]
      bin.install_symlink libexec/"bin/shmfit", libexec/"bin/kubectl-shmfit"
      man1.install_symlink Dir[libexec/"share/man/man1/*"]
    else
      system "unzip", "-q", Dir["*.whl"].first, "shmfit/data/shmfit.jar"
      libexec.install "shmfit/data/shmfit.jar"
      bin.write_jar_script libexec/"shmfit.jar", "shmfit",
                           "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -XX:NewSize=10m -Xmx160m " \
                           "-Djdk.reflect.useNativeAccessorOnly=true"
    end
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/shmfit --version")
    assert_match "bus error", shell_output("#{bin}/shmfit explain 135")
  end
end
