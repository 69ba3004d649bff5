// An environment variable for as long as it lives.
#pragma once

#include <cstdlib>
#include <string>

namespace lull::test
{
class Variable
{
public:
    Variable (const char* n, const std::string& value) : name (n)
    {
        if (const char* v = std::getenv (n)) before = v, had = true;
        setenv (n, value.c_str(), 1);
    }
    ~Variable() { had ? setenv (name, before.c_str(), 1) : unsetenv (name); }
    Variable (const Variable&) = delete;
    Variable& operator= (const Variable&) = delete;

private:
    const char* name;
    std::string before;
    bool had = false;
};
} // namespace lull::test
