# The letter to the administrator. What is to be pasted begins no line of it with a capital and a colon.
whole = Problem: { $problem }
    State: { $state }
    Request: { $request }
    Expected effect: { $effect }
    Reason: { $reason }
problem = A training job needs more shared memory (/dev/shm) than { $where ->
        [job] it has
        [container] its container has
       *[node] the node offers
    }.
lost = Until then it runs without loader workers, at { $compared } (estimate).
state = { $facts }.
size = /dev/shm: { $have }
size-unknown = /dev/shm: an unknown size
memory = memory of the machine: { $bytes }
memory-limit = memory limit: { $bytes }
needed = needed at the worst moment: { $need } ({ $bytes } bytes)
request = Please give { $whom } a /dev/shm of { $size }{ $change }
whom-pod = the pod { $pod } (container { $container })
whom-service = the service { $service }
whom-container = the container { $container }
whom-image = the container of { $image }
whom-job = the job
whom-node = the node
plain-host = plain host
change = { " " }({ $platform }):
    { $snippet }
    Check afterwards:
    { $check }
change-any = , in the way in which it is started:
    { $ways }Check afterwards, where the job runs:
    df -h /dev/shm   # Size must be { $size }
effect = The job runs with all its loader workers and without bus errors. The size is an upper limit: memory is taken only as it is used, at most { $most } by this job, and given back when it ends.
reason = Computed, not estimated: { $sum }, at the worst moment ({ $moment }), plus headroom, rounded up to a usual size.
