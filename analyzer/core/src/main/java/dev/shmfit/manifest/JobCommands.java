package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a container runs, as far as its command lines and its image tell.
 *
 * @param launches in the order of the text
 * @param loader the value of the option that gives a DataLoader workers; empty where none does
 */
public record JobCommands(List<Launch> launches, Optional<Word> loader) {
    /** The devices of a Lightning trainer, by LightningCLI or by Hydra as NeMo has it. */
    private static final Pattern TRAINER = Pattern.compile("(?:--|\\+)?trainer\\.devices(?:=.*)?");

    public JobCommands {
        launches = List.copyOf(launches);
    }

    /** Of a container. */
    public static JobCommands of(ManifestContainer c) {
        List<Launch> launches = new ArrayList<>();
        Optional<Word> loader = Optional.empty();
        Optional<Engine> ofImage = c.process().image().asOptional().flatMap(JobCommands::entrypoint);
        boolean bare = c.process().commands().isEmpty();
        for (List<Word> words : c.process().commands()) {
            Optional<Launch> launch = LaunchReader.read(words);
            boolean arguments = words.get(0).text().startsWith("-");
            if (launch.isEmpty() && arguments && ofImage.isPresent()) {
                launch = Optional.of(LaunchReader.ofArguments(ofImage.get(), words));
            }
            if (launch.isEmpty()
                    && words.stream().anyMatch(w -> TRAINER.matcher(w.text()).matches())) {
                launch = Optional.of(LaunchReader.ofArguments(Engine.LIGHTNING, words));
            }
            launch.ifPresent(launches::add);
            loader = loader.or(() -> LoaderWorkers.of(words));
        }
        if (bare && ofImage.isPresent()) {
            c.process()
                    .image()
                    .match(
                            k -> launches.add(LaunchReader.ofArguments(
                                    ofImage.get(),
                                    List.of(new Word(
                                            k.value(),
                                            new Span(
                                                    k.source().item(),
                                                    k.source().line(),
                                                    k.source().column(),
                                                    0,
                                                    0))))),
                            a -> false,
                            u -> false);
        }
        return new JobCommands(launches, loader);
    }

    /** What an image runs that is given arguments alone. */
    private static Optional<Engine> entrypoint(String image) {
        if (image.contains("vllm-openai") || image.contains("huggingfaceserver")) {
            return Optional.of(Engine.VLLM);
        }
        return image.contains("text-generation-inference") ? Optional.of(Engine.TGI) : Optional.empty();
    }
}
