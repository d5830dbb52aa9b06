#!/usr/bin/env python3
"""How long the page takes in headless Chromium: until it is ready, and for three answers to each pasted file.

measure.py PAGE FILE...
"""
import json
import pathlib
import subprocess
import sys
import time
import urllib.request

PORT = 9517
OPTIONS = {
    "binary": "/usr/bin/chromium",
    "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
}
READY = """const done = arguments[0];
(function look() { document.body.dataset.ready ? done(performance.now()) : setTimeout(look, 5); })();"""
ANSWERED = """const done = arguments[1];
document.getElementById('paste').value = arguments[0];
delete document.body.dataset.answered;
const began = performance.now();
document.getElementById('analyze').click();
(function look() { document.body.dataset.answered ? done(performance.now() - began) : setTimeout(look, 2); })();"""


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["value"]


def main(page, files):
    driver = subprocess.Popen(["/usr/bin/chromedriver", f"--port={PORT}", "--silent"], stdout=subprocess.DEVNULL)
    time.sleep(1)
    try:
        wanted = {"alwaysMatch": {"goog:chromeOptions": OPTIONS}}
        session = "/session/" + call("POST", "/session", {"capabilities": wanted})["sessionId"]
        call("POST", session + "/timeouts", {"script": 120000})
        for file in files:
            call("POST", session + "/url", {"url": "about:blank"})
            call("POST", session + "/url", {"url": pathlib.Path(page).resolve().as_uri()})
            ready = call("POST", session + "/execute/async", {"script": READY, "args": []})
            text = pathlib.Path(file).read_text(encoding="utf-8", errors="replace")
            answers = [
                call("POST", session + "/execute/async", {"script": ANSWERED, "args": [text]}) for _ in range(3)
            ]
            print(f"{pathlib.Path(file).name}: ready in {ready:.0f} ms, answers in", *(f"{a:.0f}" for a in answers), "ms")
        call("DELETE", session)
    finally:
        driver.terminate()


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(sys.argv[1], sys.argv[2:])
