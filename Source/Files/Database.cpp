#include "Files/Database.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace lull::files
{
namespace
{
constexpr int patience = 2'000; // ms, for another program that writes
}

void Statement::Closer::operator() (sqlite3_stmt* s) const noexcept { sqlite3_finalize (s); }
void Database::Closer::operator() (sqlite3* d) const noexcept { sqlite3_close_v2 (d); }

void Statement::rewind()
{
    sqlite3_reset (handle.get());
    sqlite3_clear_bindings (handle.get());
    wrong = false;
}

void Statement::bind (int at, std::int64_t v) { sqlite3_bind_int64 (handle.get(), at, v); }
void Statement::bind (int at, double v) { sqlite3_bind_double (handle.get(), at, v); }
void Statement::bind (int at, std::string_view v) { sqlite3_bind_text (handle.get(), at, v.data(), static_cast<int> (v.size()), SQLITE_TRANSIENT); }
void Statement::bindNothing (int at) { sqlite3_bind_null (handle.get(), at); }

bool Statement::next()
{
    const int rc = sqlite3_step (handle.get());
    wrong = rc != SQLITE_ROW && rc != SQLITE_DONE;
    return rc == SQLITE_ROW;
}

std::int64_t Statement::whole (int c) const { return sqlite3_column_int64 (handle.get(), c); }
double Statement::number (int c) const { return sqlite3_column_double (handle.get(), c); }
bool Statement::isNull (int c) const { return sqlite3_column_type (handle.get(), c) == SQLITE_NULL; }

std::string Statement::text (int c) const
{
    const auto* bytes = reinterpret_cast<const char*> (sqlite3_column_text (handle.get(), c));
    return bytes == nullptr ? std::string() : std::string (bytes, static_cast<std::size_t> (sqlite3_column_bytes (handle.get(), c)));
}

Result<Database> Database::open (const std::filesystem::path& file)
{
    // SQLite would make it readable for everybody; what lies beside it (-wal, -shm) gets the file's own permissions.
    const int fd = ::open (file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return fail (file.string() + ": " + std::strerror (errno)); // NOLINT (concurrency-mt-unsafe): glibc's is
    ::close (fd);
    sqlite3* raw = nullptr;
    const int rc = sqlite3_open_v2 (file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database made (raw, file.string());
    if (rc != SQLITE_OK) return fail (made.error());
    sqlite3_extended_result_codes (raw, 0);
    sqlite3_busy_timeout (raw, patience);
    return made;
}

bool Database::broken() const noexcept
{
    const int rc = sqlite3_errcode (handle.get());
    return rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT;
}

Error Database::error() const { return { name + ": " + sqlite3_errmsg (handle.get()) }; }

Result<void> Database::run (const char* sql)
{
    if (sqlite3_exec (handle.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return fail (error());
    return {};
}

Result<Statement> Database::prepare (const char* sql)
{
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2 (handle.get(), sql, -1, &made, nullptr) != SQLITE_OK) return fail (error());
    return Statement (made);
}

Result<void> Database::run (Statement& s)
{
    while (s.next()) {}
    if (s.failed()) return fail (error());
    return {};
}

std::int64_t Database::lastId() const noexcept { return sqlite3_last_insert_rowid (handle.get()); }
int Database::changed() const noexcept { return sqlite3_changes (handle.get()); }
} // namespace lull::files
