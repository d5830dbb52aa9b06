whole = 问题：{ $problem }
    现状：{ $state }
    请求：{ $request }
    预期效果：{ $effect }
    理由：{ $reason }
problem = { $where ->
        [job] 训练作业需要的共享内存（/dev/shm）多于现有大小。
        [container] 训练作业需要的共享内存（/dev/shm）多于其容器所有。
       *[node] 训练作业需要的共享内存（/dev/shm）多于节点所提供。
    }
lost = 在此之前只能不用 loader worker 运行（估计）：{ $compared }。
state = { $facts }。
size = /dev/shm：{ $have }
size-unknown = /dev/shm：大小未知
memory = 机器内存：{ $bytes }
memory-limit = 内存限制：{ $bytes }
needed = 峰值时刻需要：{ $need }（{ $bytes } 字节）
request = 请把{ $whom }的 /dev/shm 设为 { $size }{ $change }
whom-pod = pod { $pod }（容器 { $container }）
whom-service = 服务 { $service }
whom-container = 容器 { $container }
whom-image = { $image } 的容器
whom-job = 该作业
whom-node = 该节点
plain-host = 裸机
change = （{ $platform }）：
    { $snippet }
    完成后检查：
    { $check }
change-any = ，按启动方式选用：
    { $ways }完成后在作业运行处检查：
    df -h /dev/shm   # Size 应为 { $size }
effect = 作业可使用全部 loader worker 运行，且不会出现 bus error。该大小是上限：内存按实际使用占用，本作业最多 { $most }，结束后归还。
reason = 该值为计算所得，并非估计：{ $sum }，取峰值时刻（{ $moment }），加上余量并向上取到常用大小。
