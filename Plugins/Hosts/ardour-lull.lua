-- For Ardour: Window > Scripting, or put it into ~/.config/ardour7/scripts and call it from Edit > Lua Scripts.
ardour {
    ["type"]    = "EditorAction",
    name        = "Lull on a new track",
    license     = "GPL-3.0-or-later",
    author      = "Lull",
    description = [[Makes a track of eighteen outputs with Lull on it, its panner bypassed and a MIDI input for playing by hand: 1 and 2 go to the first two outputs of the interface, touch_1 ... touch_16 to the ones after them, as far as there are any. Nothing is felt until touch is armed in Lull's own window.]]
}

function factory () return function ()
    local outs = 18
    local audio, midi = ARDOUR.DataType ("audio"), ARDOUR.DataType ("midi")
    local proc = ARDOUR.LuaAPI.new_plugin (Session, "Lull", ARDOUR.PluginType.VST3, "")
    if proc:isnil () then proc = ARDOUR.LuaAPI.new_plugin (Session, "https://lull.audio/plugins/lull", ARDOUR.PluginType.LV2, "") end
    if proc:isnil () then
        print ("Lull is not installed, or plugins have not been scanned since")
        return
    end
    local track = Session:new_audio_track (1, outs, nil, 1, "Lull", ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true):front ()
    track:input ():add_port ("", nil, midi)
    track:add_processor_by_index (proc, 0, nil, true)
    -- With more than two outputs Ardour pans: it would mix touch into sound.
    if not track:panner_shell ():isnil () then track:panner_shell ():set_bypassed (true) end
    track:output ():disconnect_all (nil)
    -- What is an output of the interface is an input to Ardour's engine.
    local _, t = Session:engine ():get_backend_ports ("", audio, ARDOUR.PortFlags.IsInput | ARDOUR.PortFlags.IsPhysical, C.StringVector ())
    local there = 0
    for port in t[4]:iter () do
        if there < outs then track:output ():nth (there):connect (port) end
        there = there + 1
    end
    print ("Lull is on its track; " .. math.max (0, math.min (outs, there) - 2) .. " channels of touch are connected")
end end
