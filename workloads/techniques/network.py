"""One thread for each request. The server is our own: it answers after 50 ms, like one that is far away."""

import http.server
import threading
import time
import urllib.request


class SlowHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.05)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"you asked for {self.path}".encode())

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # the default of 5 makes a burst of connections wait a second


def make_request(url, outcomes):
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            outcomes[url] = f"{response.status}, {len(response.read())} bytes"
    except OSError as error:  # without this, an error would vanish with its thread
        outcomes[url] = str(error)


with Server(("127.0.0.1", 0), SlowHandler) as server:
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}/page/{number}" for number in range(20)]
    outcomes, started = {}, time.perf_counter()
    threads = [threading.Thread(target=make_request, args=(url, outcomes)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(urls)} requests in {time.perf_counter() - started:.3f} s")
    for url in urls:
        print(url, outcomes[url])
    server.shutdown()
