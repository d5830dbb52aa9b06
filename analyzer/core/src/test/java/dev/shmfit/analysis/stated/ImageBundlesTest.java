package dev.shmfit.analysis.stated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.manifest.ImageName;
import dev.shmfit.nccl.KnownVersions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image's name and tag stand for. */
class ImageBundlesTest {
    private static Optional<ImageBundles.Answer> answer(String image) {
        ImageName name = ImageName.of(image);
        return name.version().flatMap(v -> ImageBundles.of(name.path(), name.tag(), v));
    }

    @ParameterizedTest
    @CsvSource({
        "vllm/vllm-openai:v0.4.3, 2.3.0",
        "vllm/vllm-openai:v0.5.3.post1, 2.3.1",
        "vllm/vllm-openai:v0.6.3.post1, 2.4.0",
        "vllm/vllm-openai:v0.6.4, 2.5.1",
        "vllm/vllm-openai:v0.9.0.1, 2.7.0",
        "vllm/vllm-openai:v0.10.1.1, 2.7.1",
        "docker.io/vllm/vllm-openai:v0.10.2, 2.8.0",
        "harbor.example:5000/proxy/vllm/vllm-openai:v0.11.0@sha256:0123456789abcdef, 2.8.0",
        "vllm/vllm-openai:v0.11.2-aarch64, 2.9.0",
        "vllm/vllm-openai:v0.13.0-cu130, 2.9.0+cu130",
        "vllm/vllm-openai:v0.33.0, 2.14.0",
        "pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime, 2.7.0+cu126",
        "docker://pytorch/pytorch:2.3.1-cuda11.8-cudnn8-devel, 2.3.1+cu118"
    })
    void a_tag_stands_for_a_pytorch(String image, String torch) {
        assertThat(answer(image).orElseThrow().torch().orElseThrow()).hasToString(torch);
    }

    @ParameterizedTest
    @CsvSource({
        "nvcr.io/nvidia/pytorch:24.07-py3, 2.22.3",
        "nvcr.io/nvidia/pytorch:25.12-py3, 2.28.9",
        "nvcr.io/nvidia/tensorrt-llm/release:0.21.0, 2.27.5",
        "nvcr.io/nvidia/tensorrt-llm/release:1.2.1, 2.28.9",
        "lmsysorg/sglang:v0.5.5-cu129, 2.28.3"
    })
    void a_tag_stands_for_an_nccl(String image, String nccl) {
        assertThat(answer(image).orElseThrow().nccl().orElseThrow()).hasToString(nccl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vllm/vllm-openai",
                "vllm/vllm-openai:latest",
                "vllm/vllm-openai:v0.4.2",
                "vllm/vllm-openai:v0.33.1",
                "vllm/vllm-openai:v0.34.0",
                "vllm/vllm-openai:v1.2.0rc4",
                "registry.example/my-vllm:0.11.0",
                "registry.example/vllm-openai:0.11.0",
                "registry.example:8.5/vllm/vllm-openai",
                "nvcr.io/nvidia/pytorch:25.11-py3",
                "nvcr.io/nvidia/nemo:25.09",
                "nvcr.io/nvidia/tensorrt-llm/release:1.0.0",
                "lmsysorg/sglang:v0.5.5.post3",
                "lmsysorg/sglang:v0.5.6",
                "ghcr.io/huggingface/text-generation-inference:3.3.4",
                "${IMAGE}",
                ""
            })
    void what_was_not_read_is_unknown(String image) {
        assertThat(answer(image)).isEmpty();
    }

    @Test
    void every_row_says_where_it_was_read_and_its_versions_are_known() {
        assertThat(ImageBundles.ALL).allSatisfy(r -> {
            assertThat(r.source()).isNotBlank();
            assertThat(r.torch().isPresent()).isNotEqualTo(r.nccl().isPresent());
            r.nccl().ifPresent(n -> assertThat(n).isBetween(KnownVersions.OLDEST, KnownVersions.NEWEST));
            r.torch()
                    .ifPresent(t -> assertThat(TorchBundles.of(new TorchRelease(t, "")))
                            .get()
                            .matches(TorchBundles.Answer::isKnown));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:5000/a/b, localhost:5000/a/b, ''",
        "localhost:5000/a/b:1.2-x, localhost:5000/a/b, 1.2-x",
        "a/b:v1@sha256:00ff, a/b, v1",
        "a@sha256:00ff, a, ''"
    })
    void a_name_has_a_path_and_a_tag(String text, String path, String tag) {
        assertThat(ImageName.of(text)).isEqualTo(new ImageName(path, tag));
    }
}
