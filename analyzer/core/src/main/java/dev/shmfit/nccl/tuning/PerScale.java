package dev.shmfit.nccl.tuning;

/** A number for one node, two nodes, and more. */
record PerScale(double one, double two, double more) {
    @Override
    public String toString() {
        return one + "/" + two + "/" + more;
    }

    double at(int nodes) {
        return nodes == 1 ? one : nodes == 2 ? two : more;
    }

    PerScale doubled() {
        return new PerScale(2 * one, 2 * two, 2 * more);
    }
}
