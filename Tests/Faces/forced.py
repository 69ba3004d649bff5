"""Run by test-forced in a session bus and a run-time folder of its own."""
import os, sys, time
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
from appwindow import *
import numpy, pipewirerig

home = Home()
home.write("data/lull/Sessions/steady.lull.yaml", steady(30))
pipewirerig.begin(home)
screen = Screen(home)
app = App(screen, "steady", "--chair", "four-zone", "--device", "JACK:chair", "--channels", "sound=1-2,touch=3-6", "--size", "%dx%d" % screen.size).wait()


def status(key):
    return home.json("status").get(key)


def heard(seconds=1.5):
    """The greatest of sound and of touch at the sink now."""
    x = numpy.abs(jackear.listen(["chair:monitor_" + p for p in ("FL", "FR", "AUX0", "AUX1", "AUX2", "AUX3")], seconds, int(status("rate"))))
    return x[:2].max(), x[2:].max()


check(wait_for(lambda: status("state") == "playing", 15), "it plays on a sink of PipeWire", home.json("status"))
check(app.arm(), "touch rises", home.json("status"))
time.sleep(6)
sound, touch = heard()
check(sound > 1e-4 and touch > 1e-4, "heard and felt", sound, touch)

# ---- a longer quantum: too slow for touch
pipewirerig.force(quantum=2048)
check(wait_for(lambda: status("touch") == "off", 10), "43 ms a block is too slow: touch goes down", home.json("status"))
time.sleep(1)
sound, touch = heard()
check(sound > 1e-4 and touch == 0.0, "sound goes on, touch is silent", sound, touch)
screen.shoot("forced-slow")
pipewirerig.force(quantum=256)
time.sleep(2)
sound, touch = heard()
check(sound > 1e-4 and touch == 0.0, "fast again, touch does not come back by itself", sound, touch)
check(app.arm(), "but when it is asked for", home.json("status"))
time.sleep(6)
check(heard()[1] > 1e-5, "and is felt")

# ---- other rates, back and forth
for rate in (44100, 48000, 96000, 48000):
    before = status("seconds")
    pipewirerig.force(rate=rate)
    check(wait_for(lambda: status("rate") == rate, 12), f"{rate} Hz is followed", home.json("status"))
    check(status("touch") == "off", "touch is down", home.json("status"))
    if not wait_for(lambda: status("state") == "playing", 3):
        app.key("space")
    check(wait_for(lambda: status("state") == "playing", 8), "and it plays on", home.json("status"))
    time.sleep(1)
    sound, touch = heard()
    check(sound > 1e-4 and touch == 0.0, "heard, and felt by nobody", sound, touch)
    after = status("seconds")
    check(before - 1.0 <= after <= before + 25.0, "from where it was", before, after)
    screen.shoot(f"forced-{rate}")
check(app.arm(), "touch rises again when it is asked for", home.json("status"))
same(app.end(), 143, "it ends in order")
same([s["ending"] for s in home.json("journal")], ["closed"], "one sitting in the journal")
screen.close()
finish()
