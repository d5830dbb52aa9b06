package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CountsRead;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many ranks, GPUs and nodes a job has, as launchers, Slurm and Accelerate's configuration tell it beside a table. */
class JobSizeInTextTest {
    private static final String TABLE = PastedAnalysisTest.TABLE + "\n";
    /** So much that little is left open. */
    private static final String FACTS = """
            Nvidia driver version: 550.54.15
            GPU 0: NVIDIA L40S
            GPU 1: NVIDIA L40S
            GPU 2: NVIDIA L40S
            GPU 3: NVIDIA L40S
            Architecture: x86_64
            Vendor ID: GenuineIntel
            Model name: Intel(R) Xeon(R) Platinum 8480+
            CPU family: 6
            Model: 143
            [pip3] nvidia-nccl-cu12==2.26.2

            """;

    private static final String ACCELERATE = """
            - `Accelerate` default config:
            \t- compute_environment: LOCAL_MACHINE
            \t- distributed_type: MULTI_GPU
            \t- use_cpu: False
            \t- num_processes: %s
            \t- machine_rank: 0
            \t- num_machines: %s
            \t- gpu_ids: all
            """;

    private static AnalysisRequest request(String... texts) {
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            items.put("pasted/" + i, new CapturedItem.Pasted("text" + i, texts[i]));
        }
        return AnalysisRequest.of(CaptureParser.parse(new Capture("pasted", items)));
    }

    private static Analysis analysis(String... texts) {
        return Analyzer.analyze(request(texts));
    }

    private static List<Integer> gpus(Analysis a) {
        return a.nccl().communicators().get(0).forecast().gpus();
    }

    private static List<String> ids(Analysis a) {
        return a.findings().stream().map(Finding::id).toList();
    }

    private static String nodes(Analysis a) {
        return a.basis().workload().stream()
                .filter(s -> s.name().equals("nodes"))
                .map(s -> s.provenance() + " " + s.value().english().replaceFirst(" .*", ""))
                .findFirst()
                .orElse("");
    }

    private static List<String> unused(AnalysisRequest r) {
        return r.machine().coverage().parts().stream()
                .filter(p -> !p.used())
                .map(Coverage.Part::words)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$ torchrun --nnodes 2 --nproc-per-node 2 train.py | 2 | 2",
                "$ torchrun --nnodes=1:4 --nproc_per_node=4 train.py | 4 | 4",
                "$ torchrun --nproc_per_node=2 train.py | 2 | 1",
                "$ accelerate launch --num_machines 2 --num_processes 4 train.py | 2 | 2",
                "$ accelerate launch --num_processes 2 train.py | 2 | 1",
                "$ deepspeed --num_nodes 2 --num_gpus 4 train.py | 4 | 2",
                "$ mpirun -np 4 -H a:2,b:2 python train.py | 2 | 2",
                "$ mpirun -np 2 python train.py -n 8 | 2 | 1",
                "$ mpirun --hostfile hosts -np 8 -npernode 4 python train.py | 4 | 1",
                "$ srun -N 2 --ntasks-per-node=4 python train.py | 4 | 2",
                "$ srun -N 2 torchrun --nnodes $SLURM_NNODES --nproc-per-node 4 train.py | 4 | 2",
                "$ srun --nodes=2 -n 8 python train.py | 4 | 2",
                "$ vllm serve m -tp 4 -pp 2 --nnodes 2 | 4 | 2",
                "$ python -m sglang.launch_server --tp 8 --nnodes 2 | 4 | 2",
                "WORLD_SIZE=8 LOCAL_WORLD_SIZE=4 RANK=0 python train.py | 4 | 2",
                "OMPI_COMM_WORLD_SIZE=8 OMPI_COMM_WORLD_LOCAL_SIZE=4 python x.py | 4 | 2",
            })
    void a_launcher_says_how_many_ranks_and_on_how_many_nodes(String command, int ranks, int nodes) {
        CountsRead read = read(TABLE + command + "\n");
        assertThat(read.ranks().map(Reading.Known::value)).contains(ranks);
        assertThat(CountsRead.nodes(read.settings()).map(Reading.Known::value).orElse(1))
                .isEqualTo(nodes);
    }

    private static CountsRead read(String text) {
        return new CountsRead(request(text).machine().software().settings(), 4);
    }

    @Test
    void nodes_of_a_text_are_as_nodes_that_are_stated() {
        Analysis a = analysis(TABLE + FACTS + "$ torchrun --nnodes 2 --nproc-per-node 2 train.py\n");
        assertThat(gpus(a)).containsExactly(0, 1);
        assertThat(nodes(a)).isEqualTo("REPORTED 2");
        AnalysisRequest plain = request(TABLE + FACTS).withRanks(OptionalInt.of(2));
        Analysis stated = Analyzer.analyze(plain.stating(StatedFactsParser.parse(List.of("nodes=2"), file -> file)));
        assertThat(a.need().demand().required())
                .isEqualTo(stated.need().demand().required());
        assertThat(a.uncertain()).isEqualTo(stated.uncertain());
        Analysis over = Analyzer.analyze(request(TABLE + FACTS + "$ torchrun --nnodes 4 --nproc-per-node 2 train.py\n")
                .stating(StatedFactsParser.parse(List.of("nodes=2"), file -> file)));
        assertThat(nodes(over)).isEqualTo(Provenance.STATED + " 2");
    }

    @Test
    void accelerate_s_configuration_counts_the_ranks_of_all_machines() {
        CountsRead two = read(ACCELERATE.formatted("4", "2") + "\n" + TABLE);
        assertThat(two.ranks().map(Reading.Known::value)).contains(2);
        assertThat(CountsRead.nodes(two.settings()).map(Reading.Known::value)).contains(2);
        assertThat(gpus(analysis(ACCELERATE.formatted("2", "1") + "\n" + TABLE)))
                .containsExactly(0, 1);
        String file = """
                compute_environment: LOCAL_MACHINE
                distributed_type: FSDP
                fsdp_config:
                  fsdp_offload_params: false
                machine_rank: 0
                num_machines: 1
                num_processes: 2

                """;
        assertThat(gpus(analysis(file + TABLE))).containsExactly(0, 1);
    }

    @Test
    void a_configuration_that_nobody_filled_in_leaves_no_single_rank_and_is_said() {
        String config = ACCELERATE.formatted("1", "1");
        assertThat(gpus(analysis(config + TABLE))).hasSize(4);
        assertThat(unused(request(config + TABLE))).anyMatch(w -> w.contains("num_processes: 1"));
        // Another program's key of this name is none of Accelerate's.
        assertThat(gpus(analysis("num_processes: 2\n\n" + TABLE))).hasSize(4);
    }

    @Test
    void a_launch_goes_before_what_a_configuration_says_and_both_are_named() {
        Analysis a = analysis(
                ACCELERATE.formatted("2", "1") + "\n" + TABLE + "$ accelerate launch --num_processes 4 train.py\n");
        assertThat(gpus(a)).hasSize(4);
        assertThat(a.findings())
                .filteredOn(f -> f.id().equals("sources-disagree"))
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english()).contains("the ranks on a node", "text0:5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#SBATCH --nodes=1\n#SBATCH --gres=gpu:2",
                "#SBATCH --gres=gpu:a100:2(S:0-1)",
                "#SBATCH --exclusive --gpus-per-node=a100:2",
                "#SBATCH -N 2 -G 4\n$ torchrun --nnodes 1 --nproc_per_node 2 x.py",
                "#SBATCH --ntasks-per-node=2\n#SBATCH --gpus-per-task=1",
                "#SBATCH --gres=gpu:4\n#SBATCH --gres=gpu:2",
                "$ srun --gres=gpu:2 --pty bash",
                "$ salloc -N 1 --gpus-per-node=2",
                "SLURM_JOB_ID=7\nSLURM_GPUS_ON_NODE=2",
                "$ scontrol show job 7\nJobId=7 JobName=x\n   NumNodes=1 NumCPUs=16 NumTasks=1 CPUs/Task=16\n   TresPerNode=gres/gpu:2\n",
                "JobId=7 JobName=x\n   NumNodes=2-2 NumTasks=2\n   AllocTRES=cpu=32,mem=64G,node=2,gres/gpu=4,gres/gpu:a100=4\n",
                "#PBS -l select=1:ncpus=16:ngpus=2",
                "#PBS -l select=2:ncpus=16:ngpus=2 -l place=scatter:excl",
                "#PBS -l nodes=1:ppn=16:gpus=2",
                "#BSUB -n 16 -R \"span[hosts=1]\"\n#BSUB -gpu \"num=2:mode=exclusive_process\"",
                "$ qsub -I -l select=1:ncpus=16:ngpus=2",
                "$ bsub -n 2 -R \"span[ptile=2]\" -gpu num=1/task -Is bash",
                "JOBID TRES_PER_NODE NODES\n71 gres:gpu:2 1"
            })
    void a_scheduler_gives_so_many_gpus_and_which_ones_is_open(String text) {
        Analysis a = analysis(text + "\n\n" + TABLE);
        assertThat(gpus(a)).containsExactly(0, 1);
        assertThat(a.findings())
                .filteredOn(f -> f.id().equals("slurm-gpus-not-named"))
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english()).contains("2 GPU(s)", "has 4"));
        assertThat(ids(analysis(text + "\nCUDA_VISIBLE_DEVICES=2,3\n\n" + TABLE)))
                .doesNotContain("slurm-gpus-not-named");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // A chunk that takes more than half of the node's four GPUs has a node for itself.
                "#PBS -l select=2:ncpus=32:ngpus=4:mpiprocs=4 | 4 | 2 | -",
                "#PBS -l select=2:ngpus=2:mpiprocs=2,place=scatter | 2 | 2 | -",
                "#PBS -l select=2:ngpus=2:mpiprocs=2:mem=32gb\\n#PBS -l place=pack | 4 | 1 | 65536",
                "#PBS -l select=1:ncpus=1+2:ncpus=32:ngpus=4:mpiprocs=4:mem=64gb | 4 | 2 | 65536",
                "#PBS -l walltime=1:00:00,nodes=2:ppn=4:gpus=4 | 4 | 2 | -",
                "#PBS -l nodes=a1:ppn=4+a2:ppn=4 | 4 | 2 | -",
                "#PBS -l nodes=2:ppn=32:gpus=4 | - | 2 | -",
                "#BSUB -nnodes 2\\n#BSUB -n 8\\n#BSUB -gpu num=4 | 4 | 2 | -",
                "#BSUB -n 8\\n#BSUB -R \"span[ptile=4]\"\\n#BSUB -gpu num=4:j_exclusive=yes | 4 | 2 | -",
                "#BSUB -nnodes 2 | - | 2 | -",
                "$ bsub -nnodes 2 -gpu num=4 torchrun --nnodes $HOSTS --nproc-per-node 4 train.py | 4 | 2 | -",
                "$ aprun -n 8 -N 4 python train.py | 4 | - | -",
                "PBS_NUM_NODES=2\\nOMP_NUM_THREADS=4 | - | 2 | -",
                "JobId=7 JobName=x\\n   JobState=RUNNING Command=/home/x/y.sh\\n   NumNodes=2 NumCPUs=64 NumTasks=8 CPUs/Task=8 ReqB:S:C:T=0:0:*:*\\n   MinCPUsNode=8 MinMemoryNode=64G MinTmpDiskNode=0\\n   TresPerNode=gres/gpu:a100:4 | 4 | 2 | 65536",
                "JobId=7 NumNodes=2 NumTasks=8 TRES=cpu=64,mem=128G,node=2,gres/gpu=8 | 4 | 2 | 65536",
                "JobId=7 NumNodes=2 NumTasks=2 NtasksPerN:B:S:C=1:0:*:* | - | 2 | -",
                "JOBID PARTITION NAME USER ST TIME NODES NODELIST(REASON)\\n71 gpu x me R 1:00 2 a[1-2] | - | 2 | -",
                "JobID NNodes AllocTRES\\n------------ -------- ------------------------------\\n71                  2  cpu=64,gres/gpu=8,mem=128G\\n71.batch            1  cpu=32,gres/gpu=4,mem=64G | - | 2 | 65536",
                // What each site calls as it likes, and what says no place.
                "#$ -l gpu=4 -pe smp 8 | - | - | -",
                "#BSUB -n 8 | - | - | -",
                "JobId=7 NumNodes=2\\n\\nJobId=8 NumNodes=4 | - | - | -"
            })
    void what_other_schedulers_say_counts_as_slurm_s(String text, String ranks, String nodes, String mebibytes) {
        AnalysisRequest r = request(TABLE + text.replace("\\n", "\n") + "\n");
        CountsRead read = new CountsRead(r.machine().software().settings(), 4);
        assertThat(read.ranks().map(k -> String.valueOf(k.value())).orElse("-")).isEqualTo(ranks);
        assertThat(CountsRead.nodes(read.settings())
                        .map(k -> String.valueOf(k.value()))
                        .orElse("-"))
                .isEqualTo(nodes);
        assertThat(r.machine()
                        .container()
                        .memory()
                        .value()
                        .map(m -> String.valueOf(
                                m.limit().asOptional().orElseThrow().bytes() >> 20))
                        .orElse("-"))
                .isEqualTo(mebibytes);
        if (nodes.equals("-") && ranks.equals("-")) {
            assertThat(unused(r)).isNotEmpty();
        }
    }

    /** Two chunks of PBS may share the node, or not. */
    @Test
    void chunks_that_may_share_a_node_leave_the_nodes_open() {
        AnalysisRequest r = request(TABLE + "#PBS -l select=2:ngpus=2:mpiprocs=2\n");
        CountsRead read = new CountsRead(r.machine().software().settings(), 4);
        assertThat(CountsRead.nodes(read.settings())).isEmpty();
        assertThat(read.ranks()).isEmpty();
        assertThat(r.machine().software().values()).containsEntry("WORLD_SIZE", "4");
        assertThat(unused(r)).anyMatch(w -> w.contains("place=scatter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#SBATCH --export=ALL,NCCL_P2P_DISABLE=1",
                "#SBATCH --export ALL,A=b,NCCL_P2P_DISABLE=1",
                "#PBS -v A=b,NCCL_P2P_DISABLE=1",
                "#BSUB -env \"all, NCCL_P2P_DISABLE=1\"",
                "#$ -v NCCL_P2P_DISABLE=1",
                "$ qsub -v NCCL_P2P_DISABLE=1 job.sh"
            })
    void variables_that_a_scheduler_hands_over_are_set(String text) {
        assertThat(request(TABLE + text + "\n").machine().software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
    }

    @Test
    void slurm_s_tasks_nodes_and_memory_are_the_job_s() {
        String script = """
                #!/bin/bash
                #SBATCH --job-name=x
                #SBATCH --nodes=2
                #SBATCH --ntasks-per-node=4   # one for each GPU
                #SBATCH --gpus-per-node=4
                #SBATCH --cpus-per-task=8
                #SBATCH --mem=64G
                srun python train.py

                """;
        AnalysisRequest r = request(script + TABLE);
        CountsRead read = read(script + TABLE);
        assertThat(read.ranks().map(Reading.Known::value)).contains(4);
        assertThat(CountsRead.nodes(read.settings()).map(Reading.Known::value)).contains(2);
        assertThat(r.machine()
                        .container()
                        .memory()
                        .value()
                        .orElseThrow()
                        .limit()
                        .asOptional())
                .contains(ByteCount.gibibytes(64));
        assertThat(unused(r)).anyMatch(w -> w.contains("--job-name=x") && w.contains("--cpus-per-task"));
        assertThat(read(script.replace("#SBATCH", "##SBATCH") + TABLE).settings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#SBATCH --mem=65536 | 65536",
                "#SBATCH --mem-per-gpu=16G --gpus-per-node=4 | 65536",
                "#SBATCH --mem-per-cpu=4G --cpus-per-task=4 --ntasks-per-node=4 | 65536",
                "SLURM_MEM_PER_NODE=65536 | 65536",
                "#SBATCH --mem=0 | 0"
            })
    void memory_of_slurm_counts_mebibytes(String text, long mebibytes) {
        assertThat(request(text + "\n\n" + TABLE)
                        .machine()
                        .container()
                        .memory()
                        .value()
                        .map(m -> m.limit().asOptional().orElseThrow().bytes() >> 20)
                        .orElse(0L))
                .isEqualTo(mebibytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORLD_SIZE=16\n", "$ torchrun --nproc-per-node 8 train.py\n", "WORLD_SIZE=2\n"})
    void counts_that_do_not_go_with_the_table_are_said(String text) {
        Analysis a = analysis(TABLE, text);
        assertThat(gpus(a)).hasSize(4);
        assertThat(a.findings())
                .filteredOn(f -> f.id().equals("ranks-not-on-node"))
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english()).contains("text1:1", "The answer is for 4"));
    }

    @Test
    void counts_that_go_with_it_are_not() {
        assertThat(ids(analysis(TABLE, "WORLD_SIZE=4\nLOCAL_WORLD_SIZE=4\n"))).doesNotContain("ranks-not-on-node");
        assertThat(ids(analysis(TABLE, "WORLD_SIZE=4\n"))).doesNotContain("ranks-not-on-node");
    }
}
