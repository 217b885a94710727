#!/usr/bin/env python3
"""Speaks as much of GitHub's and GitLab's interfaces as comments need, for tests.

    forge_server.py FOLDER [CERT KEY]      writes FOLDER/port, and with a certificate FOLDER/tls_port

/_set takes {"comments": [...], "page": N, "token": T, "faults": [...], "user": ID}, /_state tells requests and comments.
A fault answers the first `times` requests of its method and path: code, headers, body; "sleep" seconds before it; "done":
the request is carried out all the same; "close": no answer at all."""
import http.server
import json
import ssl
import sys
import threading
import time
import urllib.parse

state = {"comments": [], "page": 100, "token": "secret-token", "faults": [], "log": [], "user": 1, "next": 1000}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, code, body, headers=None):
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value.replace("{port}", str(self.server.server_port)))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def read_body(self):
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length else b""

    def fault(self, path):
        for fault in state["faults"]:
            if fault.get("times", 1) > 0 and fault.get("method", self.command) == self.command and fault["match"] in path:
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None

    def is_allowed(self):
        given = self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("PRIVATE-TOKEN", "")
        return given == state["token"]

    def base(self):
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        return f"{scheme}://localhost:{self.server.server_port}"

    def list(self, url, query):
        page, size = int(query.get("page", ["1"])[0]), state["page"]
        items = state["comments"][(page - 1) * size:page * size]
        has_more = page * size < len(state["comments"])
        headers = {}
        if "/notes" in url.path:
            headers["X-Next-Page"] = str(page + 1) if has_more else ""
        elif has_more:
            headers["Link"] = (f'<{self.base()}{url.path}?page=1>; rel="first", '
                               f'<{self.base()}{url.path}?page={page + 1}>; rel="next"')
        self.answer(200, items, headers)

    def carry_out(self, url, body):
        query = urllib.parse.parse_qs(url.query)
        if url.path.endswith("/user"):
            return self.answer(200, {"id": state["user"]})
        if self.command == "GET":
            return self.list(url, query)
        if self.command == "POST":
            state["next"] += 1
            comment = {"id": state["next"], "body": json.loads(body)["body"], "user": {"type": "Bot"},
                       "author": {"id": state["user"]}, "html_url": f"{self.base()}/c/{state['next']}"}
            state["comments"].append(comment)
            return self.answer(201, comment)
        identity = int(url.path.rsplit("/", 1)[1])
        for comment in state["comments"]:
            if comment["id"] == identity:
                comment["body"] = json.loads(body)["body"]
                return self.answer(200, comment)
        return self.answer(404, {"message": "Not Found"})

    def handle_any(self):
        url, body = urllib.parse.urlsplit(self.path), self.read_body()
        if url.path == "/_set":
            state.update({"log": [], "faults": [], "page": 100, "comments": []})
            state.update(json.loads(body))
            return self.answer(200, {})
        if url.path == "/_state":
            return self.answer(200, {"comments": state["comments"], "log": state["log"]})
        state["log"].append(f"{self.command} {self.path}")
        fault = self.fault(self.path)
        if fault:
            time.sleep(fault.get("sleep", 0))
            if fault.get("done"):
                self.answer_later = self.answer
                self.answer = lambda *arguments: None
                self.carry_out(url, body)
                del self.answer
            if fault.get("close"):
                self.close_connection = True
                return self.connection.close()
            text = fault.get("body", "{}").encode() * fault.get("repeat", 1)
            return self.answer(fault.get("code", 500), text, fault.get("headers"))
        if not self.is_allowed():
            return self.answer(401, {"message": "Bad credentials"})
        return self.carry_out(url, body)

    do_GET = do_POST = do_PUT = do_PATCH = handle_any


def serve(path, certificate=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(path, "w", encoding="ascii") as file:
        file.write(str(server.server_port))
    server.handle_error = lambda *arguments: None
    threading.Thread(target=server.serve_forever, daemon=len(sys.argv) > 2 and not certificate).start()


serve(sys.argv[1] + "/port")
if len(sys.argv) > 2:
    serve(sys.argv[1] + "/tls_port", sys.argv[2:4])
