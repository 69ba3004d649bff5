#include "Files/Journal.h"

#include <array>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "Files/Paths.h"
#include "Files/Runner.h"

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> endings { {
    { "running", "is playing" },
    { "whole", "heard to its end" },
    { "stopped", "stopped" },
    { "asleep", "faded by the sleep timer" },
    { "device", "the sound device was gone" },
    { "closed", "the program was closed" },
    { "cut off", "cut off" },
} };

Ending endingOf (std::string_view name)
{
    for (std::size_t i = 0; i < endings.size(); ++i)
        if (endings[i].first == name) return static_cast<Ending> (i);
    return Ending::cutOff;
}

// Each brings the journal from the version of its place to the next one. Never changed once it was released: a new form is one more.
constexpr std::array migrations {
    "create table sitting ("
    " id integer primary key autoincrement, begun integer not null, ended integer, session text not null, title text not null,"
    " chair text not null, device text not null, person text not null, face text not null, left_out text not null, afterwards text not null, voice text not "
    "null,"
    " lasting real not null, length real not null, position real not null, heard real not null, touched real not null,"
    " strength real not null, volume real not null, ceiling real not null, ending text not null, why text not null, rating integer,"
    " runner text not null, seen integer not null, declined integer not null default 0);"
    "create index sitting_begun on sitting (begun);",
};

constexpr const char* columns = "id, begun, ended, session, title, chair, device, person, face, left_out, afterwards, voice, lasting, length, position, heard, "
                                "touched, strength, volume, ceiling, ending, why, rating";

std::string select (std::string_view rest) { return fmt::format ("select {} from sitting {}", columns, rest); }

std::int64_t seconds() { return static_cast<std::int64_t> (std::time (nullptr)); }

void putAside (const fs::path& file)
{
    std::error_code ignored;
    for (const char* ending : { "", "-wal", "-shm" }) fs::rename (file.string() + ending, file.string() + ".aside" + ending, ignored);
}
} // namespace

std::string_view nameOf (Ending e) noexcept { return endings[static_cast<std::size_t> (e)].first; }
std::string_view wordsOf (Ending e) noexcept { return endings[static_cast<std::size_t> (e)].second; }

session::Asked askedOf (const Sitting& s)
{
    session::Asked asked;
    std::istringstream words (s.without);
    asked.without = { std::istream_iterator<std::string> (words), {} };
    if (s.lasting > 0.0) asked.lasting = s.lasting;
    if (! s.then.empty()) asked.then = s.then;
    asked.voice = s.voice;
    return asked;
}

std::string strokeWords (const std::vector<std::string>& strokes) { return fmt::format ("{}", fmt::join (strokes, " ")); }

fs::path Journal::place() { return dataHome() / "journal.sqlite"; }

Result<Journal> Journal::open (const fs::path& file)
{
    std::error_code problem;
    if (! fs::exists (file.parent_path(), problem))
    {
        fs::create_directories (file.parent_path(), problem);
        if (problem) return fail (fmt::format ("{}: {}", file.parent_path().string(), problem.message()));
    }
    std::string told;
    for (int once = 0;; ++once)
    {
        auto db = Database::open (file);
        if (! db) return fail (db.error());
        Journal made (std::move (*db));
        auto ready = made.bringUp();
        if (ready) ready = made.settle();
        if (ready)
        {
            made.told = std::move (told);
            return made;
        }
        if (! made.db.broken() || once > 0) return fail (ready.error());
        putAside (file);
        told = fmt::format ("The journal could not be read; a new one is kept, and the old one lies aside as {}.", file.filename().string() + ".aside");
    }
}

Result<std::int64_t> Journal::form()
{
    auto asked = db.prepare ("pragma user_version");
    if (! asked) return fail (asked.error());
    if (! asked->next()) return fail (db.error());
    return asked->whole (0);
}

Result<void> Journal::bringUp()
{
    if (auto set = db.run ("pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on; pragma foreign_keys = on"); ! set) return set;
    const auto newest = static_cast<std::int64_t> (migrations.size());
    auto version = form();
    if (! version) return fail (version.error());
    if (*version == newest) return {}; // as nearly always: nothing is written
    if (auto begun = db.run ("begin immediate"); ! begun) return begun;
    version = form(); // another program may have been here first
    if (! version) return fail (version.error());
    if (*version > newest)
    {
        (void)db.run ("rollback");
        return fail (fmt::format ("{}: it is of a later Lull (form {}, this one knows {}); it is left as it is", place().filename().string(), *version,
                                  migrations.size()));
    }
    for (auto v = static_cast<std::size_t> (*version); v < migrations.size(); ++v)
        if (auto done = db.run (migrations[v]); ! done) return done;
    if (auto set = db.run (fmt::format ("pragma user_version = {}", migrations.size()).c_str()); ! set) return set;
    return db.run ("commit");
}

// A sitting whose program is gone did not end: it was cut off where it was last seen.
Result<void> Journal::settle()
{
    auto all = db.prepare ("select id, runner from sitting where ending = 'running'");
    if (! all) return fail (all.error());
    std::vector<std::int64_t> gone;
    while (all->next())
        if (! stillRuns (all->text (1))) gone.push_back (all->whole (0));
    if (all->failed()) return fail (db.error());
    for (const auto id : gone)
    {
        auto cut = db.prepare ("update sitting set ending = 'cut off', ended = seen where id = ? and ending = 'running'");
        if (! cut) return fail (cut.error());
        if (auto done = db.run (cut->with (id)); ! done) return done;
    }
    return {};
}

Result<std::int64_t> Journal::begin (const Sitting& s)
{
    auto put =
        db.prepare ("insert into sitting (begun, session, title, chair, device, person, face, left_out, afterwards, voice, lasting, length, position, heard, "
                    "touched, strength, volume, ceiling, ending, why, runner, seen) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'running','',?,?)");
    if (! put) return fail (put.error());
    put->with (s.begun, s.session, s.title, s.chair, s.device, s.person, s.face, s.without, s.then, s.voice, s.lasting, s.length, s.position, s.heard,
               s.touched, s.strength, s.volume, s.ceiling, thisRunner(), seconds());
    if (auto done = db.run (*put); ! done) return fail (done.error());
    return db.lastId();
}

Result<void> Journal::note (const Sitting& s)
{
    auto put = db.prepare ("update sitting set ended = ?, device = ?, length = ?, position = ?, heard = ?, touched = ?, strength = ?, volume = ?, ceiling = ?, "
                           "ending = ?, why = ?, rating = coalesce (?, rating), seen = ? where id = ?");
    if (! put) return fail (put.error());
    put->with (s.ended, s.device, s.length, s.position, s.heard, s.touched, s.strength, s.volume, s.ceiling, nameOf (s.ending), s.why, s.rating, seconds(),
               s.id);
    return db.run (*put);
}

Result<bool> Journal::rate (std::int64_t id, std::optional<int> stars)
{
    auto put = db.prepare ("update sitting set rating = ? where id = ?");
    if (! put) return fail (put.error());
    if (auto done = db.run (put->with (stars, id)); ! done) return fail (done.error());
    return db.changed() > 0;
}

Result<std::vector<Sitting>> Journal::read (Statement& rows)
{
    std::vector<Sitting> all;
    while (rows.next())
    {
        Sitting s;
        int c = 0;
        s.id = rows.whole (c++);
        s.begun = rows.whole (c++);
        if (! rows.isNull (c)) s.ended = rows.whole (c);
        ++c;
        for (auto* word : { &s.session, &s.title, &s.chair, &s.device, &s.person, &s.face, &s.without, &s.then, &s.voice }) *word = rows.text (c++);
        for (auto* number : { &s.lasting, &s.length, &s.position, &s.heard, &s.touched, &s.strength, &s.volume, &s.ceiling }) *number = rows.number (c++);
        s.ending = endingOf (rows.text (c++));
        s.why = rows.text (c++);
        if (! rows.isNull (c)) s.rating = static_cast<int> (rows.whole (c));
        all.push_back (std::move (s));
    }
    if (rows.failed()) return fail (db.error());
    return all;
}

Result<std::vector<Sitting>> Journal::sittings (std::optional<std::int64_t> since, std::size_t most)
{
    auto rows = db.prepare (select ("where begun >= ? order by begun desc, id desc limit ?").c_str());
    if (! rows) return fail (rows.error());
    return read (rows->with (since.value_or (INT64_MIN), static_cast<std::int64_t> (most)));
}

Result<std::optional<Sitting>> Journal::sitting (std::int64_t id)
{
    auto rows = db.prepare (select ("where id = ?").c_str());
    if (! rows) return fail (rows.error());
    auto found = read (rows->with (id));
    if (! found) return fail (found.error());
    return found->empty() ? std::nullopt : std::optional (std::move (found->front()));
}

Result<std::optional<Sitting>> Journal::resumable (std::int64_t now, std::int64_t within)
{
    constexpr double least = 5.0, end = 10.0; // s: at the very beginning or end there is nothing to go on with
    auto rows = db.prepare (select ("where ending != 'running' order by begun desc, id desc limit 1").c_str());
    if (! rows) return fail (rows.error());
    auto found = read (*rows);
    if (! found) return fail (found.error());
    if (found->empty()) return std::optional<Sitting>();
    auto& s = found->front();
    const auto when = s.ended.value_or (s.begun);
    const bool broke = s.ending == Ending::cutOff || s.ending == Ending::device || s.ending == Ending::closed;
    if (! broke || when > now + 60 || now - when > within || s.position < least || s.position > s.length - end) return std::optional<Sitting>();
    auto asked = db.prepare ("select declined from sitting where id = ?");
    if (! asked) return fail (asked.error());
    if (asked->with (s.id).next() && asked->whole (0) != 0) return std::optional<Sitting>();
    return std::optional (std::move (s));
}

Result<void> Journal::decline (std::int64_t id)
{
    auto put = db.prepare ("update sitting set declined = 1 where id = ?");
    if (! put) return fail (put.error());
    return db.run (put->with (id));
}

Result<int> Journal::remove (const std::vector<std::int64_t>& ids)
{
    int gone = 0;
    auto out = db.prepare ("delete from sitting where id = ?");
    if (! out) return fail (out.error());
    for (const auto id : ids)
    {
        if (auto done = db.run (out->with (id)); ! done) return fail (done.error());
        gone += db.changed();
    }
    if (auto done = forgetTraces(); ! done) return fail (done.error());
    return gone;
}

Result<int> Journal::removeAll()
{
    auto out = db.prepare ("delete from sitting");
    if (! out) return fail (out.error());
    if (auto done = db.run (*out); ! done) return fail (done.error());
    const int gone = db.changed();
    if (auto done = forgetTraces(); ! done) return fail (done.error());
    return gone;
}

// What was deleted lies in the write-ahead log until it is emptied.
Result<void> Journal::forgetTraces() { return db.run ("pragma wal_checkpoint (truncate)"); }
} // namespace lull::files
