"""A private JACK server with the dummy driver, and an ear that keeps every frame of named ports: for tests of whole programs.

The server runs in synchronous mode: a late client delays a cycle and loses none, so what is heard can be compared sample by sample. JACK's registry in
/dev/shm holds eight servers and never forgets a killed one: alone() gives the test a /dev/shm of its own first.
"""
import atexit, ctypes, os, signal, subprocess, sys, time
import numpy


def alone():
    """Starts the calling script again with a private /dev/shm; where that cannot be had, it is skipped."""
    if os.environ.get("LULL_TEST_ALONE"):
        return
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    inside = ["unshare", *as_root, "--mount", "sh", "-c", 'mount -t tmpfs tmpfs /dev/shm && exec "$@"', "-"]
    if subprocess.run([*inside, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("a private /dev/shm cannot be had here")
        sys.exit(77)
    os.environ["LULL_TEST_ALONE"] = "1"
    os.execvp("unshare", [*inside, "/usr/bin/python3", *sys.argv])


class Server:
    def __init__(self, ports=10, period=256, rate=48000, name=None, behind=False, waits=False):
        """behind: the server has monitor ports: what the hardware is given, whatever a client does; and time goes on when a client stands still, unless
        it waits."""
        self.name = name or "lull-test-%d" % os.getpid()
        self.env = {"JACK_DEFAULT_SERVER": self.name, "JACK_NO_START_SERVER": "1", "JACK_NO_AUDIO_RESERVATION": "1"}
        os.environ.update(self.env)
        libc = ctypes.CDLL(None)
        self.process = subprocess.Popen(["jackd", *(["-S"] if waits or not behind else []), "-r", "-t", "5000", "-n", self.name, "-d", "dummy", "-r", str(rate), "-p", str(period), "-C", "0", "-P", str(ports), *(["-m"] if behind else [])],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=lambda: libc.prctl(1, signal.SIGKILL))  # PR_SET_PDEATHSIG: it ends with the test, however that ends
        atexit.register(self.kill)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Ear:
    """Hears up to `inputs` ports; frame n of every input is column n of heard()."""

    def __init__(self, inputs):
        self.jack = ctypes.CDLL("libjack.so.0")
        j = self.jack
        j.jack_client_open.restype = ctypes.c_void_p
        j.jack_client_open.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
        j.jack_port_register.restype = ctypes.c_void_p
        j.jack_port_register.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong]
        j.jack_port_get_buffer.restype = ctypes.c_void_p
        j.jack_port_get_buffer.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        j.jack_get_ports.restype = ctypes.POINTER(ctypes.c_char_p)
        j.jack_get_ports.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong]
        for f in (j.jack_connect, j.jack_disconnect):
            f.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
        for f in (j.jack_activate, j.jack_client_close, j.jack_free):
            f.argtypes = [ctypes.c_void_p]
        said = ctypes.CFUNCTYPE(None, ctypes.c_char_p)
        self.quiet = said(lambda words: None)
        j.jack_set_error_function(self.quiet)
        j.jack_set_info_function(self.quiet)
        for _ in range(100):
            self.client = j.jack_client_open(b"ear", 1, None)  # 1: start no server
            if self.client:
                break
            time.sleep(0.1)
        if not self.client:
            raise RuntimeError("jackd does not answer")
        self.ports = [j.jack_port_register(self.client, b"in_%d" % (k + 1), b"32 bit float mono audio", 1, 0) for k in range(inputs)]
        self.blocks, self.frames, self.silences = [], 0, []
        called = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p)
        j.jack_set_process_callback.argtypes = [ctypes.c_void_p, called, ctypes.c_void_p]

        def process(n, _):
            self.blocks.append([ctypes.string_at(j.jack_port_get_buffer(p, n), 4 * n) for p in self.ports])
            for s in self.silences:
                ctypes.memset(j.jack_port_get_buffer(s, n), 0, 4 * n)
            self.frames += n
            return 0
        self.process = called(process)
        j.jack_set_process_callback(self.client, self.process, None)
        j.jack_activate(self.client)

    def behind(self, outputs):
        """Hears what the hardware is given at 1..outputs. The server leaves a monitor port as it was when nothing is connected to its output any more:
        so that it is heard to fall silent, the ear connects silence of its own there."""
        silence = self.jack.jack_port_register(self.client, b"silence", b"32 bit float mono audio", 2, 0)
        self.silences.append(silence)
        for k in range(1, outputs + 1):
            self.jack.jack_connect(self.client, b"ear:silence", b"system:playback_%d" % k)
        return self.hear(["system:monitor_%d" % k for k in range(1, outputs + 1)])

    def outputs(self, client):
        found = self.jack.jack_get_ports(self.client, b"^" + client.encode() + b":", None, 2)
        names, k = [], 0
        while found and found[k]:
            names.append(found[k].decode())
            k += 1
        if found:
            self.jack.jack_free(found)
        return names

    def hear(self, ports, seconds=20):
        """Connects them once they are there, in this order; returns the frame from which all are heard."""
        end = time.monotonic() + seconds
        for k, name in enumerate(ports):
            # A port is there before its client is active; only then it can be connected. 17: it is already.
            while name not in self.outputs(name.split(":")[0]) or self.jack.jack_connect(self.client, name.encode(), b"ear:in_%d" % (k + 1)) not in (0, 17):
                if time.monotonic() > end:
                    raise RuntimeError("there is no port " + name)
                time.sleep(0.005)
        time.sleep(0.05)
        return self.frames

    def wait(self, frames, seconds=120):
        end = time.monotonic() + seconds
        while self.frames < frames and time.monotonic() < end:
            time.sleep(0.01)

    def heard(self, begin=0, end=None):
        """inputs x frames, from frame `begin` to frame `end`."""
        blocks = list(self.blocks)
        all = [numpy.frombuffer(b"".join(b[k] for b in blocks), dtype=numpy.float32) for k in range(len(self.ports))]
        return numpy.array([a[begin:end] for a in all])

    def recent(self, frames):
        """inputs x the last so many frames, whole blocks of them: quick however long it has listened."""
        blocks = self.blocks[-max(1, frames // (len(self.blocks[-1][0]) // 4)):]
        return numpy.array([numpy.frombuffer(b"".join(b[k] for b in blocks), dtype=numpy.float32) for k in range(len(self.ports))])

    def close(self):
        self.jack.jack_client_close(self.client)


def listen(ports, seconds, rate=48000):
    """So long at these ports, from now on, by an ear that is there for this alone."""
    ear = Ear(len(ports))
    begun = ear.hear(ports)
    ear.wait(begun + int(seconds * rate))
    heard = ear.heard(begun)
    ear.close()
    return heard
