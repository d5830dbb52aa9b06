package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.symptom;

import dev.shmfit.text.Text;
import java.util.List;

/** CUDA, the driver, the fabric and confidential guests: failures that pass for a lack of shared memory. */
final class GpuSignatures {
    static final List<Signature> ALL = List.of(
            // NCCL: src/transport/nvls.cc, src/include/cudawrap.h
            cause(
                    "nccl-nvls-bind",
                    "nvls-slots-used-up",
                    Text.of("cause/nccl-nvls-bind"),
                    "Failed to bind NVLink SHARP (NVLS) Multicast memory of size {size}",
                    "Failed to map NVLink SHARP (NVLS) Multicast memory of size {size}",
                    "Failed to create NVLink SHARP (NVLS) Multicast group",
                    "cuMulticastCreate{any}[out of memory|CUDA_ERROR_OUT_OF_MEMORY|insufficient]",
                    "transport/nvls.cc:{line} NCCL WARN Cuda failure"),
            likely(
                    "nccl-cuda-failure",
                    "cuda-error",
                    Text.of("cause/nccl-cuda-failure"),
                    "NCCL WARN Cuda failure {code} '",
                    "NCCL WARN Cuda failure '",
                    "Last error:{any}Cuda failure {code} '",
                    "Last error:{any}Cuda failure '",
                    "log entry (may be unrelated) 'Cuda failure {code} '",
                    "log entry (may be unrelated) 'Cuda failure '"),
            likely(
                    "nccl-gpu-memory",
                    "gpu-memory-full",
                    Text.of("cause/nccl-gpu-memory"),
                    "NCCL WARN Cuda failure {code} 'out of memory'",
                    "NCCL WARN Cuda failure 'out of memory'",
                    "Last error:{any}Cuda failure {code} 'out of memory'",
                    "Last error:{any}Cuda failure 'out of memory'",
                    "log entry (may be unrelated) 'Cuda failure {code} 'out of memory'",
                    "log entry (may be unrelated) 'Cuda failure 'out of memory'",
                    "NCCL WARN Failed to CUDA calloc {size} bytes"),
            likely(
                            "cuda-fabric-plain",
                            "fabric-not-ready",
                            Text.of("cause/cuda-fabric-plain"),
                            ": system not yet initialized")
                    .onlyAlone(),
            cause(
                    "cuda-fabric-state",
                    "fabric-not-ready",
                    Text.of("cause/cuda-fabric-state"),
                    "Fabric State : In Progress",
                    "Fabric Status : Insufficient Resources",
                    "Fabric {any}: Insufficient Resources",
                    "CUDA_ERROR_SYSTEM_NOT_READY",
                    "cudaErrorSystemNotReady",
                    "fabric manager is not running",
                    "NVSwitch fabric is not initialized",
                    "NVML_ERROR_INSUFFICIENT_RESOURCES"),
            likely(
                    "cuda-unknown",
                    "cuda-error",
                    Text.of("cause/cuda-unknown"),
                    "CUDA error: unknown error",
                    "CUDA unknown error - this may be due to",
                    "Error 999: unknown error",
                    "CUDA_ERROR_UNKNOWN",
                    "cudaErrorUnknown",
                    "CUDA error: unspecified launch failure",
                    "cudaErrorLaunchFailure",
                    "CUDA_ERROR_LAUNCH_FAILED",
                    "CUDA error: an illegal memory access was encountered",
                    "CUDA_ERROR_ILLEGAL_ADDRESS",
                    "cudaErrorIllegalAddress",
                    "CUDA error: device-side assert triggered",
                    "CUDA error: an illegal instruction was encountered",
                    "CUDA error: uncorrectable ECC error encountered",
                    "CUDA error: misaligned address",
                    "CUDA error 719",
                    "CUDA error 999",
                    "CUDA failure 719",
                    "NVRM: Xid ({any})"),
            consequence(
                    "nccl-unhandled-cuda",
                    "nccl-system-error",
                    Text.of("cause/nccl-system-error"),
                    "unhandled cuda error (run with NCCL_DEBUG=",
                    "unhandled cuda error, NCCL version",
                    "NCCL error: unhandled cuda error",
                    "failed: unhandled cuda error",
                    "ncclUnhandledCudaError: Call to CUDA function failed",
                    "ncclInternalError: Internal check failed"),
            // XLA: xla/service/gpu/nccl_errors.cc
            consequence(
                    "xla-nccl",
                    "nccl-system-error",
                    Text.of("cause/xla-nccl"),
                    "NCCL operation {any} failed: internal error",
                    "NCCL operation {any} failed: unhandled"),
            cause(
                    "cuda-gpu-memory",
                    "gpu-memory-full",
                    Text.of("cause/gpu-memory"),
                    "CUDA_ERROR_OUT_OF_MEMORY",
                    "cudaErrorMemoryAllocation",
                    "CUDA allocation failed", // DALI: include/dali/core/cuda_error.h
                    "RESOURCE_EXHAUSTED: Out of memory while trying to allocate",
                    "Free memory on device{any}is less than desired GPU memory utilization",
                    "No available memory for the cache blocks"),
            symptom(
                    "confidential",
                    "confidential-guest",
                    LIKELY,
                    Text.of("cause/confidential"),
                    "CC status: ON",
                    "CC Environment: PRODUCTION",
                    "Confidential Compute GPUs Ready state: not-ready",
                    "NVIDIA CC: GPU is in confidential mode",
                    "CUDA_ERROR_NOT_SUPPORTED{any}confidential"));

    private GpuSignatures() {}
}
