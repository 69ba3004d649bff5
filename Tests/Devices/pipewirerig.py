"""PipeWire of a test's own, in the session bus and run-time folder that test-pipewire and test-forced give it: a sink of eight channels called "chair", where
a chair would hang, and its monitor to listen at."""
import atexit, ctypes, os, signal, subprocess, time

libc = ctypes.CDLL(None)


def background(*words):
    p = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: libc.prctl(1, signal.SIGKILL))
    atexit.register(p.kill)
    return p


def force(**settings):
    """clock.force-rate, clock.force-quantum: rate=44100, quantum=2048; 0 gives them back."""
    for name, value in settings.items():
        subprocess.run(["pw-metadata", "-n", "settings", "0", "clock.force-" + name, str(value)], stdout=subprocess.DEVNULL)


def begin(home, quantum=256):
    for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "LD_LIBRARY_PATH", "LD_PRELOAD"):
        if name in os.environ:
            home.env[name] = os.environ[name]
    home.env.pop("JACK_DEFAULT_SERVER", None)
    os.environ.update(XDG_STATE_HOME=home.path("state"), XDG_CONFIG_HOME=home.path("pwconfig"))
    background("pipewire")
    for _ in range(50):
        if subprocess.run(["pw-cli", "info", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            break
        time.sleep(0.1)
    background("wireplumber")
    time.sleep(2)
    subprocess.run(["pw-cli", "create-node", "adapter", "{ factory.name=support.null-audio-sink node.name=chair node.description=chair media.class=Audio/Sink object.linger=true "
                    "monitor.channel-volumes=true audio.position=[ FL FR AUX0 AUX1 AUX2 AUX3 AUX4 AUX5 ] }"], stdout=subprocess.DEVNULL, check=True)
    force(quantum=quantum)
    time.sleep(1)
