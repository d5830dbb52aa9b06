package dev.shmfit.cli.options;

import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.manifest.ManifestText;
import java.io.InputStream;
import java.util.List;

/** Gives the files that options name. */
interface NamedFiles {
    /** Where no option names one. */
    NamedFiles NONE = new NamedFiles() {
        @Override
        public String text(String file) {
            throw new IllegalStateException(file);
        }

        @Override
        public List<ManifestText> manifests(List<String> files) {
            throw new IllegalStateException(String.valueOf(files));
        }
    };

    /** The text of one file. */
    String text(String file);

    /** Manifests, of directories those in them. */
    List<ManifestText> manifests(List<String> files);

    /** A command, and the files that it names. */
    default List<ManifestText> beside(ManifestText command) {
        return List.of(command);
    }

    /**
     * The files of the system.
     *
     * @param in what {@code -} names
     */
    static NamedFiles of(InputStream in) {
        return new NamedFiles() {
            @Override
            public String text(String file) {
                return CaptureInput.text(file, in);
            }

            @Override
            public List<ManifestText> manifests(List<String> files) {
                return ManifestFiles.read(files, in);
            }

            @Override
            public List<ManifestText> beside(ManifestText command) {
                return ManifestFiles.named(command);
            }
        };
    }
}
