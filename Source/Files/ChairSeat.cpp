#include "Files/ChairSeat.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <fmt/format.h>

namespace lull::files
{
namespace
{
constexpr std::uint32_t format = 0x4C554C32; // "LUL2"

std::int64_t now() noexcept // ns, suspend counted: a coil cools then too
{
    timespec t {};
    clock_gettime (CLOCK_BOOTTIME, &t);
    return t.tv_sec * 1'000'000'000ll + t.tv_nsec;
}

std::uint64_t mixed (std::uint64_t h, std::string_view s) noexcept // FNV-1a
{
    for (char c : s) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    return h;
}

// What warmth is counted by: another amplifier, part or measurement makes it unknown.
std::uint64_t wiringOf (const touch::Chair& chair)
{
    std::uint64_t h = 14695981039346656037ull;
    const auto known = [] (const std::optional<double>& x) { return x.value_or (-1.0); };
    for (const auto& a : chair.actuators)
        h = mixed (h, fmt::format ("{}|{}|{}|{}|{}|{}|{};", a.name, known (a.ohms), known (a.watts), a.units, static_cast<int> (a.wiring),
                                   known (a.voltsAtFullScale), a.trim));
    return h;
}

// When a process began, in ticks since boot; 0: there is no such process.
std::uint64_t startOf (pid_t pid)
{
    char path[32], text[1024];
    std::snprintf (path, sizeof path, "/proc/%d/stat", static_cast<int> (pid));
    const int fd = ::open (path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    const auto n = ::read (fd, text, sizeof text - 1);
    ::close (fd);
    if (n <= 0) return 0;
    text[n] = '\0';
    const char* at = std::strrchr (text, ')'); // the name may hold anything
    if (at == nullptr || at[1] == '\0' || at[2] == 'Z' || at[2] == 'X') return 0;
    for (int field = 2; field < 22 && at != nullptr; ++field) at = std::strchr (at + 1, ' ');
    return at == nullptr ? 0 : std::strtoull (at, nullptr, 10);
}

// A program told apart from another of the same number, before or after it; and whether it still runs.
constexpr int pidBits = 22; // Linux's most
std::uint64_t thisProgram() { return startOf (::getpid()) << pidBits | static_cast<std::uint64_t> (::getpid()); }
bool runs (std::uint64_t program)
{
    const auto start = startOf (static_cast<pid_t> (program & ((1u << pidBits) - 1)));
    return start != 0 && start == program >> pidBits;
}

struct Locked // against others who take or leave
{
    explicit Locked (int fd) : file (fd) { ::flock (file, LOCK_EX); }
    ~Locked() { ::flock (file, LOCK_UN); }
    Locked (const Locked&) = delete;
    Locked& operator= (const Locked&) = delete;
    int file;
};
} // namespace

struct ChairSeat::Segment
{
    std::atomic<std::uint32_t> format { 0 };
    std::atomic<std::int32_t> owner { 0 };       // process; 0: nobody
    std::atomic<std::uint64_t> ownerStart { 0 }; // when it began
    std::atomic<std::int32_t> holders { 0 };     // of its instances
    std::atomic<bool> shared { false };          // more of them may
    std::atomic<std::uint64_t> wiring { 0 };
    std::atomic<std::int64_t> seen { 0 }; // ns: when the memory was right
    std::array<std::atomic<char>, 48> who {};
    safety::BodyMemory memory;
    safety::Company company;

    [[nodiscard]] std::string whoText() const
    {
        std::string s;
        for (const auto& c : who)
            if (const char x = c.load(); x >= ' ' && x < 127) s += x;
            else break;
        return s.empty() ? "another program" : s;
    }
};

struct ChairSeat::Mapping
{
    Segment* segment = nullptr;
    int file = -1;
    ~Mapping()
    {
        if (segment != nullptr) ::munmap (segment, sizeof (Segment));
        if (file >= 0) ::close (file);
    }
};

ChairSeat::ChairSeat (const touch::Chair& chair, std::string w, Sharing s)
    : name (fmt::format ("/lull-{}-{:016x}", ::geteuid(), mixed (14695981039346656037ull, chair.id))),
      title (chair.title),
      who (std::move (w)),
      shares (s == Sharing::withinProgram),
      wiring (wiringOf (chair))
{}

ChairSeat::~ChairSeat() { leave(); }

Result<bool> ChairSeat::open()
{
    if (mapping != nullptr) return true;
    const auto refuse = [&] (std::string_view why) {
        return fail (fmt::format ("what \"{}\" has borne cannot be known ({}: {})", title, name, why), Error::Kind::device);
    };
    auto map = std::make_shared<Mapping>();
    map->file = ::shm_open (name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (map->file < 0) return refuse (std::strerror (errno));
    const Locked lock (map->file);
    struct stat is
    {};
    if (::fstat (map->file, &is) != 0) return refuse (std::strerror (errno));
    if (is.st_uid != ::geteuid() || (is.st_mode & 077) != 0) return refuse ("it is somebody else's");
    const bool fresh = is.st_size != static_cast<off_t> (sizeof (Segment));
    if (fresh && (::ftruncate (map->file, 0) != 0 || ::ftruncate (map->file, sizeof (Segment)) != 0)) return refuse (std::strerror (errno));
    void* const at = ::mmap (nullptr, sizeof (Segment), PROT_READ | PROT_WRITE, MAP_SHARED, map->file, 0);
    if (at == MAP_FAILED) return refuse (std::strerror (errno)); // NOLINT (performance-no-int-to-ptr)
    map->segment = static_cast<Segment*> (at);
    if (fresh || map->segment->format.load() != format)
    {
        new (map->segment) Segment; // hot
        map->segment->format.store (format);
    }
    // Those who were killed leave nobody behind.
    auto& places = map->segment->company.places;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (const auto program = places[i].program.load(); program != 0 && ! runs (program)) map->segment->company.leave (static_cast<int> (i));
    mapping = std::move (map);
    return true;
}

void ChairSeat::stands (int at) { place = at; }

std::uint64_t ChairSeat::program() { return thisProgram(); }

std::shared_ptr<safety::Company> ChairSeat::company()
{
    if (! shares || ! open()) return nullptr;
    return { mapping, &mapping->segment->company };
}

Result<bool> ChairSeat::take (safety::BodyMemory& borne)
{
    if (auto opened = open(); ! opened) return opened;
    const Locked lock (mapping->file);
    Segment& s = *mapping->segment;
    const auto owner = s.owner.load();
    const bool mine = holding, alive = owner != 0 && startOf (owner) != 0 && startOf (owner) == s.ownerStart.load();
    const bool together = alive && owner == ::getpid() && shares && s.shared.load();
    if (alive && ! mine && ! together)
        return fail (
            fmt::format ("{} holds \"{}\"{}", s.whoText(), title, owner == ::getpid() ? ", in this program too" : fmt::format (" (process {})", owner)),
            Error::Kind::device);
    if (together && s.wiring.load() != wiring) return fail (fmt::format ("{} holds another \"{}\" of that name", s.whoText(), title), Error::Kind::device);

    const auto t = now();
    const auto seen = s.seen.load();
    if (! alive) s.holders.store (0);
    if (seen == 0 || seen > t || s.wiring.load() != wiring) s.memory.assume (safety::BodyMemory::hot); // what a sitting was is kept
    if (! mine && ! together && seen > 0 && seen <= t) s.memory.rest (Seconds { static_cast<double> (t - seen) * 1e-9 });
    s.wiring.store (wiring);
    s.seen.store (t);
    s.ownerStart.store (startOf (::getpid()));
    s.shared.store (shares);
    if (! together)
        for (std::size_t i = 0; i < s.who.size(); ++i) s.who[i].store (i < who.size() ? who[i] : '\0');
    s.owner.store (::getpid());
    if (! mine) s.holders.fetch_add (1);
    holding = true;
    borne.copy (s.memory);
    return true;
}

void ChairSeat::keep (std::shared_ptr<const safety::BodyMemory> of)
{
    const std::lock_guard lock (desk);
    kept = std::move (of);
    still = 0;
    if (! holding || (keeper.joinable() && ! enough)) return;
    if (keeper.joinable()) keeper.join(); // it has left the chair
    enough = false;
    keeper = std::thread ([this] { watch(); });
}

// Alone, what it bore is what the chair bore; with others, the most that any of them did, each having counted as if all did what it does itself.
void ChairSeat::note() noexcept
{
    const Locked lock (mapping->file);
    Segment& s = *mapping->segment;
    const auto t = now();
    if (s.holders.load() > 1)
    {
        s.memory.rest (Seconds { static_cast<double> (std::max<std::int64_t> (0, t - s.seen.load())) * 1e-9 });
        s.memory.most (*kept);
    }
    else s.memory.copy (*kept);
    s.seen.store (t);
}

void ChairSeat::watch()
{
    std::unique_lock lock (desk);
    while (! enough)
    {
        note();
        const auto beats = kept->beats.load (std::memory_order_relaxed);
        still = kept->flows.load (std::memory_order_relaxed) && beats != heard ? 0 : still + 1;
        heard = beats;
        if (still > 10) break;
        woken.wait_for (lock, std::chrono::milliseconds (100));
    }
    enough = true;
    release();
}

void ChairSeat::release() noexcept
{
    if (! holding) return;
    const Locked lock (mapping->file);
    Segment& s = *mapping->segment;
    if (const int at = place; at >= 0)
        if (auto& mine = s.company.places[static_cast<std::size_t> (at)]; mine.program.load() == thisProgram()) mine.flows = false; // until it is called again
    if (s.owner.load() == ::getpid() && s.holders.fetch_sub (1) <= 1) s.owner.store (0);
    holding = false;
}

void ChairSeat::leave() noexcept
{
    {
        const std::lock_guard lock (desk);
        enough = true;
    }
    woken.notify_all();
    if (keeper.joinable()) keeper.join();
    release(); // taken, but never kept
}
} // namespace lull::files
