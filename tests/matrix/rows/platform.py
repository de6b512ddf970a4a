from tests.matrix.roles import Row, everybody, get, post

ROWS: list[Row] = [
    get("root", [], everybody(302), "it leads to the front page"),
    get("trust", [], everybody()),
    post("health", [], everybody(405), "what it answers depends on the hour"),
    post("record-health", [], everybody(405), "what it answers depends on the hour"),
    post("duties-health", [], everybody(405), "what it answers depends on the hour"),
    get("metrics", [], everybody(302), "there is no such page without a token"),
    get("enter", [], everybody()),
    get("play-adoption", [], everybody(405), "it is sent, not opened"),
    get("play", [], everybody(405), "it is sent, not opened"),
]
