"""A chair of four at a JACK server, `lull play` at a terminal beside it, and an ear at its ports: for tests that judge what a person does by what is heard and felt."""
import os, re, signal, subprocess, sys, time
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Devices")]
from lullcli import *
import jackear
import numpy

jackear.alone()
RATE = 48000
PORTS = ["Lull:sound_l", "Lull:sound_r", "Lull:touch_1", "Lull:touch_2", "Lull:touch_3", "Lull:touch_4"]
CHAIR = ["--chair", "four-zone", "--device", "JACK:system", "--channels", "sound=1-2,touch=3,4,6,5"]
STEADY = steady(10)
home = Home()
server = jackear.Server()
home.env.update(server.env)
home.write("data/lull/Sessions/steady.lull.yaml", STEADY)
ear = jackear.Ear(len(PORTS))


def begin(*words):
    """Plays at a terminal; returns it and the frame from which it is heard."""
    t = Terminal(home, "play", *words, *CHAIR)
    heard_from = ear.hear(PORTS)
    t.read(5, "press a")
    return t, heard_from


def armed():
    """The steady session, two seconds after touch was armed."""
    t, begun = begin("steady")
    t.press("a")
    ear.wait(ear.frames + 2 * RATE)
    t.read(0.05)
    return t, begun


def last_loud(channels, begin, level):
    """The last frame, counted from `begin`, at which any of the channels is over `level`; -1 when none is."""
    loud = numpy.flatnonzero((numpy.abs(ear.heard(begin)[channels]) > level).any(axis=0))
    return int(loud[-1]) if len(loud) else -1
