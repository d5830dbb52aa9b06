copy = 复制
copied = 已复制
selected = 已选中
save = 保存
saved = 已保存
copy-markdown = 复制为 Markdown
ring-of = 显示 ring：
no-channel = 不显示
ring-channels = { $channels } 号 { $count ->
        [one] channel
       *[other] channel
    }
save-all = 全部保存为采集包
save-redacted = 脱敏后保存
either-analyzed = 两者都可直接交给 shmfit analyze。脱敏时，与 shmfit capture 一样替换主机名、用户名、地址、UUID 和序列号。
analyzed = 可直接交给 shmfit analyze。
redacting-nothing = 没有需要脱敏的内容。
one-container = 1 个
equal-containers = { $containers } × { $ranks } 个 rank{ $count ->
        [one] { "" }
       *[other] { "" }
    }
by-nccl = 由 NCCL 决定
wrong-size = /dev/shm 的大小是 0 到 1000000 之间的数；未知则留空。
wrong-batch = 一个 batch 有 1 到 1000000 个样本。
wrong-sample = 样本大小是 0 到 1000000 之间的数。
without = （不带 { $option }）
apart = 这里每个容器有自己的 /dev/shm：NCCL 把每个容器当作一个节点，跨容器的 GPU 对走网络，使用采集到的网络适配器，没有则使用一个 socket 接口。
not-in-page = 页面中没有这个组合；下面的命令可以计算它。
nccl-fails = NCCL 失败：
too-many = 超出可计数的范围。
needs = 需要 { $bytes }
at-worst = 在需求最大的时刻（{ $moment }），{ $room }
at-worst-each = 每个容器中，在需求最大的时刻（{ $moment }），{ $room }
room-unknown = /dev/shm 的大小未知
room-fails = 失败：{ $size } 短缺 { $short }
room-tight = 偏紧：{ $size } 中富余 { $spare }
room-fits = 可容纳：{ $size } 中富余 { $spare }
recommended = 建议 { $bytes }
nccl-channels = NCCL，{ $channels } 个 channel{ $count ->
        [one] { "" }
       *[other] { "" }
    }
others = 其他
other-versions = 其他 NCCL 版本见用 --nccl all 生成的页面。
settled = 采集内容未能确定的，按报告的规划值确定：{ $facts }。
