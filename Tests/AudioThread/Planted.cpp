#include "Catch.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "AudioThread/Forbidden.h"

namespace
{
template <class T>
void use (T& x)
{
    asm volatile("" : : "r"(&x) : "memory");
} // so that nothing is optimised away

struct Seen
{
    int calls;
    std::string first;
};
Seen watch (const std::function<void()>& work)
{
    int calls = 0;
    const char* first = "";
    {
        const Forbidden forbidden;
        work();
        calls = forbidden.calls();
        first = forbidden.first();
    }
    return { calls, first };
}
} // namespace

TEST_CASE ("arithmetic, atomics and the clock are free")
{
    std::atomic<int> number { 0 };
    std::vector<float> samples (1000, 0.5f);
    const auto seen = watch ([&] {
        for (auto& s : samples) s *= 0.5f;
        number.fetch_add (1);
        auto now = std::chrono::steady_clock::now();
        use (now);
    });
    CHECK (seen.calls == 0);
    CHECK (seen.first.empty());
}

TEST_CASE ("a planted allocation is caught, and so is its release")
{
    if (! Forbidden::counting) return;
    std::vector<int> grows;
    CHECK (watch ([&] {
               grows.resize (100);
               use (grows);
           }).calls == 1);
    CHECK (watch ([&] {
               grows = {};
               use (grows);
               grows.shrink_to_fit();
           }).first == "free");
    CHECK (watch ([] {
               auto p = std::make_unique<int> (3);
               use (*p);
           }).calls == 2);
    CHECK (watch ([] {
               struct alignas (64) Wide
               {
                   float x[16];
               };
               auto p = std::make_unique<Wide>();
               use (*p);
           }).calls == 2);
    CHECK (watch ([] {
               void* p = std::calloc (3, 4);
               use (p);
               p = std::realloc (p, 100);
               use (p);
               std::free (p);
           }).calls == 3);
    CHECK (watch ([] {
               std::string s (100, 'x');
               use (s);
           }).first == "malloc");
    CHECK (watch ([] {
               try
               {
                   throw 1;
               }
               catch (int)
               {}
           }).calls > 0);
}

TEST_CASE ("a planted lock is caught, and so are waiting and waking")
{
    if (! Forbidden::counting) return;
    std::mutex mutex;
    std::condition_variable bell;
    std::atomic<int> flag { 0 };
    const auto locked = watch ([&] { const std::lock_guard lock (mutex); });
    CHECK (locked.first == "pthread_mutex_lock");
    CHECK (locked.calls == 2);
    CHECK (watch ([&] {
               if (mutex.try_lock()) mutex.unlock();
           }).calls == 2);
    CHECK (watch ([&] {
               std::unique_lock lock (mutex);
               bell.wait_for (lock, std::chrono::milliseconds (1));
           }).calls >= 3);
    CHECK (watch ([&] { std::this_thread::yield(); }).first == "sched_yield");
    CHECK (watch ([&] { std::this_thread::sleep_for (std::chrono::microseconds (1)); }).calls == 1);
    std::atomic<bool> started { false };
    std::thread waiter ([&] {
        started = true;
        flag.wait (0);
    });
    while (! started) std::this_thread::sleep_for (std::chrono::milliseconds (1));
    std::this_thread::sleep_for (std::chrono::milliseconds (20));
    const auto woken = watch ([&] {
        flag = 1;
        flag.notify_all();
    });
    waiter.join();
    CHECK (woken.first == "syscall");
}

TEST_CASE ("a planted system call is caught")
{
    if (! Forbidden::counting) return;
    const int null = ::open ("/dev/null", O_WRONLY);
    CHECK (watch ([&] {
               if (::write (null, "x", 1) != 1) std::abort();
           }).first == "write");
    CHECK (watch ([&] {
               const int f = ::open ("/dev/null", O_RDONLY);
               ::close (f);
           }).calls == 2);
    ::close (null);
}

TEST_CASE ("only the thread that asked is watched, and only while it asks")
{
    if (! Forbidden::counting) return;
    std::atomic<int> stage { 0 };
    std::thread other ([&] {
        while (stage.load() == 0) {}
        std::vector<int> v (1000);
        use (v);
        stage = 2;
    });
    const auto seen = watch ([&] {
        stage = 1;
        while (stage.load() != 2) {}
    });
    other.join();
    CHECK (seen.calls == 0);
    std::vector<int> v (1000);
    use (v);
    CHECK (watch ([] {}).calls == 0);
}
