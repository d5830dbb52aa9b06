# frozen_string_literal: true

# Runs a Homebrew formula as brew does, without brew: downloads are files of a folder, and are held against their checksums.
#
#   try-formula.rb FORMULA FOLDER linux|macos
#
# Of brew's language it knows what the formula uses; an unknown word is an error.

require "digest"
require "fileutils"
require "open3"
require "pathname"
require "tmpdir"

FORMULA, FOLDER, SYSTEM = ARGV
ARM = RUBY_PLATFORM.match?(/aarch64|arm64/)

module OS
  def self.linux? = SYSTEM == "linux"
end

# What brew adds to a path.
class Pathname
  def install(*files)
    mkpath
    files.flatten.each { |file| FileUtils.mv(file, self) }
  end

  def install_symlink(*files)
    mkpath
    files.flatten.each { |file| FileUtils.ln_s(file, self + Pathname(file).basename) }
  end

  def write_jar_script(jar, name, options)
    mkpath
    (self + name).write("#!/bin/sh\nexec java #{options} -jar #{jar} \"$@\"\n", perm: 0o755)
  end
end

# What a formula is made of.
class Formula
  class << self
    attr_reader :address, :checksum, :tested

    %i[desc license depends_on].each { |word| define_method(word) { |*| nil } }

    def version(text = nil) = text ? @version = text : @version
    def on_linux = (yield if OS.linux?)
    def on_macos = (yield unless OS.linux?)
    def on_intel = (yield unless ARM)
    def on_arm = (yield if ARM)
    def sha256(text) = @checksum = text
    def test(&block) = @tested = block

    def url(text, using: nil)
      @address = text
      @whole = using == :nounzip
    end

    def whole? = @whole
    def inherited(formula) = (@@formula = formula)
    def found = @@formula
  end

  def initialize(prefix)
    @prefix = prefix
  end

  def version = self.class.version
  def libexec = Pathname(@prefix) + "libexec"
  def bin = Pathname(@prefix) + "bin"
  def man1 = Pathname(@prefix) + "share/man/man1"
  def system(*command) = Kernel.system(*command) || raise("#{command.join(" ")} failed")

  def shell_output(command)
    said, status = Open3.capture2(command)
    status.success? ? said : raise("#{command} ended with #{status.exitstatus}")
  end

  def assert_match(wanted, said) = said.match?(wanted) || raise("no #{wanted} in: #{said}")
end

load File.expand_path(FORMULA)
formula = Formula.found
download = File.join(File.expand_path(FOLDER), File.basename(formula.address))
seen = Digest::SHA256.file(download).hexdigest
raise "#{download} has the checksum #{seen}" unless seen == formula.checksum

Dir.mktmpdir do |scratch|
  build = File.join(scratch, "build")
  Dir.mkdir(build)
  Dir.chdir(build)
  formula.whole? ? FileUtils.cp(download, build) : (Kernel.system("tar", "xf", download) || raise("no archive"))
  # As brew does, into the one folder that an archive has.
  inside = Dir.children(build)
  Dir.chdir(inside.first) if inside.size == 1 && File.directory?(inside.first)
  made = formula.new(File.join(scratch, "Cellar"))
  made.install
  made.instance_eval(&formula.tested)
  Dir.chdir("/")
end
