"""What documents and people may come up with."""

HOSTILE = '<script>alert("1")</script> & \u202e反向'
ODD_IDS = (
    "a/b.txt",
    "a//b.txt",
    "/rooted",
    "trailing/",
    "二〇二一年(终稿) 讲话:“x”.txt",
    "100%25?x=1&y#p2.txt",
    "+plus+ and\\back",
    "<b>&amp;.txt",
)
