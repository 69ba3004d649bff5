"""Run by test-pipewire in a session bus and a run-time folder of its own."""
import os, signal, sys, time
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Devices")]
from lullcli import *
import jackear
import numpy
import pipewirerig

home = Home()
home.write("data/lull/Sessions/steady.lull.yaml", steady(10))
pipewirerig.begin(home)
ear = jackear.Ear(6)
ports = [p for p in ear.outputs("chair") if "monitor" in p]
check(len(ports) == 8, "the sink has a monitor of eight", ports)
ear.hear(ports[:6])
rate = 48000


def last_touch(begin):
    loud = numpy.flatnonzero((numpy.abs(ear.heard(begin)[2:]) > 1e-4).any(axis=0))
    return int(loud[-1]) if len(loud) else -1


for attempt in range(3):
    t = Terminal(home, "play", "steady", "--chair", "four-zone", "--device", "JACK:chair", "--channels", "sound=1-2,touch=3-6")
    check(t.read(15, "press a"), "touch is ready on a sink of PipeWire", t.out[-500:])
    t.press("a")
    t.read(4)
    check(last_touch(ear.frames - rate // 2) > 0, "touch reaches the sink", t.out[-300:])
    stopped = ear.frames
    os.kill(t.pid, signal.SIGSTOP)
    ear.wait(stopped + 3 * rate, 10)
    quiet = last_touch(stopped)
    print(f"SIGSTOP while armed, behind PipeWire: touch at the sink's monitor ends {1000 * quiet / rate:.0f} ms after it")
    check(quiet < 1.2 * rate and ear.frames - stopped > 2 * rate, "a frozen program's touch ends", quiet, ear.frames - stopped)
    same(t.end(5), -signal.SIGKILL, "for the watchdog has killed it")

# A moment's standstill, as of a machine that swaps: less than half a second, and going on is by the ramp.
t = Terminal(home, "play", "steady", "--chair", "four-zone", "--device", "JACK:chair", "--channels", "sound=1-2,touch=3-6")
t.read(15, "press a")
t.press("a")
t.read(32)
before = float(numpy.abs(ear.heard(ear.frames - rate)[2:]).max())
os.kill(t.pid, signal.SIGSTOP)
time.sleep(0.3)
begin = ear.frames
os.kill(t.pid, signal.SIGCONT)
t.read(0.7)
first = float(numpy.abs(ear.heard(begin, begin + rate // 2)[2:]).max())
t.read(4)
later = float(numpy.abs(ear.heard(ear.frames - rate)[2:]).max())
print(f"SIGSTOP for 0.3 s, behind PipeWire: touch {before:.4f} before, {first:.4f} in the half second after, {later:.4f} when it is back")
check(first < 0.5 * before and later > 0.8 * before, "touch comes back by its ramp", before, first, later)
os.kill(t.pid, signal.SIGTERM)
same(t.end(), 143, "SIGTERM ends it in order")
finish()
