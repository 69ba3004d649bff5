// A private JACK server with the dummy driver: its own name and its own /dev/shm, since JACK's registry there holds eight servers and never forgets a
// killed one. Where that cannot be had, `why` says so and the test is skipped.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include <jack/jack.h>

struct JackServer
{
    explicit JackServer (int ports = 10, int period = 256);
    ~JackServer();
    JackServer (const JackServer&) = delete;
    JackServer& operator= (const JackServer&) = delete;

    [[nodiscard]] bool runs() const { return pid > 0; }
    void kill();        // SIGKILL
    void freeze (bool); // SIGSTOP, SIGCONT

    std::string why, name;
    pid_t pid = -1;
};

// Somebody who listens at named ports of others: the last sample of each of its inputs.
struct JackEar
{
    explicit JackEar (int inputs);
    ~JackEar();
    bool hear (const std::string& port, int input);
    bool unhear (const std::string& port, int input);
    [[nodiscard]] float last (int input) const; // after two more cycles, if they come within a second

    jack_client_t* client = nullptr;
    std::vector<jack_port_t*> ports;
    std::vector<float> values;
    unsigned cycles = 0;
};
