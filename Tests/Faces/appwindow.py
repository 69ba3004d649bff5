"""The app in a window of its own: a display with a window manager, hands that press and type, and pictures of it."""
import atexit, glob, os, re, signal, subprocess, sys, time
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "Cli"), os.path.join(HERE, "..", "Devices")]
from lullcli import *
import jackear

BUILD = os.environ.get("LULL_BUILD", "build/tests")
APP = next((a for a in glob.glob(os.path.join(BUILD, "**", "*_artefacts", "Release", "Lull"), recursive=True) if os.path.isfile(a) and os.access(a, os.X_OK)), None)
if APP is None:
    print("the app is not built")
    sys.exit(77)
SIZE = (1366, 768)
pictures = os.path.join(BUILD, "faces")
os.makedirs(pictures, exist_ok=True)


class Screen:
    """Xvfb with openbox; home.env gets its name."""

    def __init__(self, home, size=SIZE):
        self.home, self.size = home, size
        reading, writing = os.pipe()
        self.xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "%dx%dx24" % size, "-nolisten", "tcp", "-noreset"], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        home.env["DISPLAY"] = ":" + os.read(reading, 16).decode().strip()
        self.desk = subprocess.Popen(["openbox"], env=home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hands(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.home.env, capture_output=True, text=True, timeout=20)

    def shoot(self, name):
        subprocess.run(["import", "-window", "root", os.path.join(pictures, name + ".png")], env=self.home.env, timeout=20)

    def close(self):
        for p in (self.desk, self.xvfb):
            p.kill()
            p.wait()


class App:
    def __init__(self, screen, *words):
        self.screen, self.home = screen, screen.home
        self.process = subprocess.Popen([APP, *words], env=self.home.env, cwd=self.home.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.window = ""
        self.said = ""

    def wait(self):
        """Until its window is there, as large as asked for, and has the keyboard."""
        hands, size_ = self.screen.hands, self.screen.size
        for _ in range(200):
            found = hands("search", "--onlyvisible", "--pid", self.process.pid, "--name", "^Lull$").stdout.split()
            if found:
                self.window = found[-1]
                break
            time.sleep(0.05)
        # On a busy machine the window manager may not know it yet; keys go where the focus is.
        for _ in range(100):
            hands("windowactivate", self.window)
            time.sleep(0.05)
            if hands("getwindowfocus").stdout.strip() == self.window == hands("getactivewindow").stdout.strip():
                break

        # A window manager that starts beside it may have left it at its least size.
        for _ in range(20):
            size = re.search(r"Geometry: (\d+)x", hands("getwindowgeometry", self.window).stdout)
            if size and int(size.group(1)) > size_[0] // 2:
                break
            hands("windowsize", self.window, *size_)
            hands("windowmove", self.window, 0, 0)
            time.sleep(0.1)
        return self

    def key(self, name):
        self.screen.hands("key", "--clearmodifiers", name)

    def type(self, text):
        self.screen.hands("type", "--delay", "30", "--", text)

    def press(self, x, y):
        self.screen.hands("mousemove", int(x * self.screen.size[0]), int(y * self.screen.size[1]))
        self.screen.hands("click", 1)

    def arm(self):
        """A key that was pressed before the page could take it is pressed again."""
        for _ in range(5):
            self.key("a")
            if wait_for(lambda: self.home.json("status").get("touch") in ("rising", "armed"), 2):
                return True
        return False

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        try:
            self.said = self.process.communicate(timeout=20)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
        return self.process.returncode
