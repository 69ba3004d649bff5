// SQLite behind values and destructors: one connection, its statements. One thread at a time, never audio. Private to Files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "Base/Result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lull::files
{
class Statement
{
public:
    Statement (Statement&&) noexcept = default;
    Statement& operator= (Statement&&) noexcept = default;

    // In the order of the question marks. Text is copied.
    template <class... Values>
    Statement& with (Values&&... values)
    {
        rewind();
        int at = 0;
        (bind (++at, std::forward<Values> (values)), ...);
        return *this;
    }

    // To the next row; false: there is none, or it failed (then error() says so).
    bool next();
    [[nodiscard]] bool failed() const noexcept { return wrong; }

    [[nodiscard]] std::int64_t whole (int column) const;
    [[nodiscard]] double number (int column) const;
    [[nodiscard]] std::string text (int column) const;
    [[nodiscard]] bool isNull (int column) const;

private:
    friend class Database;
    struct Closer
    {
        void operator() (sqlite3_stmt*) const noexcept;
    };
    explicit Statement (sqlite3_stmt* s) : handle (s) {}
    void rewind();
    void bind (int at, std::int64_t);
    void bind (int at, int v) { bind (at, static_cast<std::int64_t> (v)); }
    void bind (int at, double);
    void bind (int at, std::string_view);
    template <class T>
    void bind (int at, const std::optional<T>& v)
    {
        if (v) bind (at, *v);
        else bindNothing (at);
    }
    void bindNothing (int at);

    std::unique_ptr<sqlite3_stmt, Closer> handle;
    bool wrong = false;
};

class Database
{
public:
    // Made when it is not there, for its owner's eyes alone (0600). Waits up to two seconds for another program that writes.
    [[nodiscard]] static Result<Database> open (const std::filesystem::path&);

    // What opening or asking failed with means that the file is not one of ours any more.
    [[nodiscard]] bool broken() const noexcept;

    [[nodiscard]] Result<void> run (const char* sql); // one or more statements without values
    [[nodiscard]] Result<Statement> prepare (const char* sql);
    [[nodiscard]] Result<void> run (Statement&); // to its end
    [[nodiscard]] Error error() const;           // the newest, in words
    [[nodiscard]] std::int64_t lastId() const noexcept;
    [[nodiscard]] int changed() const noexcept; // rows, by the newest statement

private:
    struct Closer
    {
        void operator() (sqlite3*) const noexcept;
    };
    Database (sqlite3* d, std::string n) : handle (d), name (std::move (n)) {}
    std::unique_ptr<sqlite3, Closer> handle;
    std::string name;
};
} // namespace lull::files
