"""What the command line's tests share: a person's folders of their own, no sound device unless a test makes one, and counting."""
import json, os, pty, select, shutil, signal, subprocess, sys, tempfile, time

LULL = os.environ.get("LULL") or os.path.join(os.environ.get("LULL_BUILD", "build"), "lull")
passed, failures, skips = 0, [], []

SHORT = """session: 1
title: Short
about: Six seconds of everything.
seed: 3
tempo: 60 bpm
sounds:
  noise: { kind: pink, level: -34 LUFS }
  bowl: { kind: bowl, note: D3, every: 2 beats, level: -36 LUFS }
phases:
  - name: First
    for: 3 s
    say: Breathe out.
    sound: { noise: {}, bowl: {} }
    touch:
      - { stroke: effleurage, strength: 40%, speed: 8 cm/s, place: upper back }
  - name: Second
    for: 2 s
    tempo: 60 bpm -> 59 bpm
    sound: { noise: {} }
    touch:
      - { stroke: tapotement, strength: 20%, rate: 4 per beat, place: shoulders }
  - name: Last
    for: 1 s
    sound: { noise: {} }
after: Sit up slowly.
"""


def steady(minutes, title="Steady"):
    """Noise and kneading, the same from the first second to the last."""
    return f"""session: 1
title: {title}
tempo: 60 bpm
sounds:
  noise: {{ kind: pink, level: -34 LUFS }}
phases:
  - name: Only
    for: {minutes} min
    fade: 0 s
    sound: {{ noise: {{}} }}
    touch: [ {{ stroke: petrissage, strength: 60%, place: upper back }} ]
"""


class Home:
    """A person with nothing: XDG folders, a session called short, no JACK and no ALSA device."""

    def __init__(self):
        self.root = tempfile.mkdtemp(prefix="lull-cli-")
        self.sessions = self.path("data/lull/Sessions")
        os.makedirs(self.sessions)
        os.makedirs(self.path("run"), 0o700)
        self.write("data/lull/Sessions/short.lull.yaml", SHORT)
        self.write("asound.conf", "")
        self.write("config/lull/notice.yaml", "notice: 1\nacknowledged: 2026-11-27\n")  # it has been read
        self.env = {"PATH": os.environ["PATH"], "HOME": self.root, "LANG": "C.UTF-8", "TERM": "xterm-256color",
                    "XDG_DATA_HOME": self.path("data"), "XDG_CONFIG_HOME": self.path("config"), "XDG_CACHE_HOME": self.path("cache"),
                    "XDG_RUNTIME_DIR": self.path("run"), "ALSA_CONFIG_PATH": self.path("asound.conf"),
                    "JACK_DEFAULT_SERVER": "lull-none-" + str(os.getpid()), "JACK_NO_START_SERVER": "1", "JACK_NO_AUDIO_RESERVATION": "1"}

        # A sanitizer's own wishes reach the program that is tested.
        self.env.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ})

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        return self.path(name)

    def run(self, *words, timeout=120, **env):
        return subprocess.run([LULL, *words], cwd=self.root, env={**self.env, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)

    def start(self, *words, **env):
        return subprocess.Popen([LULL, *words], cwd=self.root, env={**self.env, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def json(self, *words, **env):
        r = self.run(*words, "--json", **env)
        return json.loads(r.stdout)

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)


class Terminal:
    """lull at a terminal of 120 columns; what it says on stdout goes to a descriptor, when one is given."""

    lit = []  # whose output is taken while something else is waited for: a terminal that takes nothing holds its program up

    def __init__(self, home, *words, stdout=None, **env):
        self.out = b""
        Terminal.lit.append(self)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home.root)
            import fcntl, struct, termios
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
            if stdout is not None:
                os.dup2(stdout, 1)
            os.execve(LULL, [LULL, *words], {**home.env, **env})

    def read(self, seconds, until=None):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if until is not None and until.encode() in self.out:
                return True
            if not self.take(0.05):
                break
        return until is None or until.encode() in self.out

    def take(self, seconds=0.0):
        """What is there, or comes so soon; False when it has ended."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.out += data
        return bool(data)

    def press(self, keys):
        os.write(self.fd, keys.encode())

    def end(self, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read(0.2)
                self.close()
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.close()
        return None

    def close(self):
        Terminal.lit.remove(self)
        os.close(self.fd)


def wait_for(what, seconds=15):
    """Until it is so; False when it was not within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        for t in Terminal.lit:
            t.take()
        time.sleep(0.05)
    return False


def check(condition, what, *seen):
    global passed
    if condition:
        passed += 1
    else:
        failures.append(what)
        print("FAILED:", what, *[repr(s)[:600] for s in seen])


def same(seen, expected, what):
    check(seen == expected, what, "seen", seen, "expected", expected)


def skip(reason):
    skips.append(reason)
    print("skipped:", reason)


def finish():
    print(f"{passed} passed, {len(failures)} failed" + (f", {len(skips)} skipped" if skips else ""))
    sys.exit(1 if failures else 0)
