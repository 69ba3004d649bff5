// What is read before the first touch: other words need another version, so that they are read again.
#include "Catch.h"

#include <cstdint>

#include "Files/Notice.h"
#include "Folder.h"
#include "Variable.h"

using namespace lull;

TEST_CASE ("the notice's words and its version belong together")
{
    std::uint64_t h = 14695981039346656037ull; // FNV-1a
    for (const char c : files::noticeText()) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    // Changed words: raise noticeVersion, and write the new pair here.
    CHECK (files::noticeVersion == 1);
    CHECK (h == 18051243475985812773ull);
}

TEST_CASE ("only this version, written down whole, counts as read")
{
    const Folder home;
    const test::Variable config ("XDG_CONFIG_HOME", home.path.c_str());
    const auto file = home.path / "lull/notice.yaml";
    CHECK_FALSE (files::noticeAcknowledged());
    for (const char* text : { "", "notice: 0\nacknowledged: 2026-01-01\n", "notice: 2\nacknowledged: 2026-01-01\n", "notice: yes\nacknowledged: 2026-01-01\n",
                              "notice: 1\n", "acknowledged: 2026-01-01\n", "[1]\n", "notice: [1]\nacknowledged: x\n", "notice: 1: 2\n" })
    {
        writeBytes (file, text);
        INFO (text);
        CHECK_FALSE (files::noticeAcknowledged());
    }
    REQUIRE (files::acknowledgeNotice());
    CHECK (files::noticeAcknowledged());
}
