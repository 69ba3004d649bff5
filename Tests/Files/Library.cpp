#include "Catch.h"

#include <algorithm>
#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Folder.h"
#include "Variable.h"

using namespace lull;
using namespace lull::files;
using lull::test::Variable;

TEST_CASE ("the person's folders follow the XDG rules: unset, empty and relative variables mean the default")
{
    const Variable home ("HOME", "/of/somebody");
    {
        const Variable data ("XDG_DATA_HOME", "/elsewhere/data");
        CHECK (dataHome() == "/elsewhere/data/lull");
    }
    for (const char* wrong : { "", "relative/path", "." })
    {
        const Variable data ("XDG_DATA_HOME", wrong), config ("XDG_CONFIG_HOME", wrong), cache ("XDG_CACHE_HOME", wrong);
        CHECK (dataHome() == "/of/somebody/.local/share/lull");
        CHECK (configHome() == "/of/somebody/.config/lull");
        CHECK (cacheHome() == "/of/somebody/.cache/lull");
    }
}

TEST_CASE ("what runs from a build finds the sessions of its own source")
{
    const auto folders = shareFolders();
    CHECK (std::find (folders.begin(), folders.end(), std::filesystem::weakly_canonical (LULL_ROOT)) != folders.end());
}

TEST_CASE ("a word with a slash or .yaml in it is a file")
{
    for (const char* word : { "x.yaml", "x.yaml.bak", "x.lull.yaml", "./x", "a/b" }) CHECK (namesFile (word));
    for (const char* word : { "x", "bedtime", "yaml", "x.yml" }) CHECK (! namesFile (word));
    CHECK (findSession ("none.yaml.bak").error().message == "there is no file none.yaml.bak");
}

TEST_CASE ("of two sessions with one name the person's own is played")
{
    const Folder folder;
    const Variable data ("XDG_DATA_HOME", folder.path.string()), dirs ("XDG_DATA_DIRS", (folder / "shared").string());
    writeBytes (folder / "lull/Sessions/evening.lull.yaml", "own");
    writeBytes (folder / "shared/lull/Sessions/evening.lull.yaml", "shared");
    writeBytes (folder / "shared/lull/Sessions/long-walk.lull.yaml", "shared");
    writeBytes (folder / "shared/lull/Sessions/.hidden.lull.yaml", "hidden");
    writeBytes (folder / "lull/Chairs/sofa.yaml", "own");

    const auto list = sessions();
    const auto evening = std::find_if (list.begin(), list.end(), [] (const Entry& e) { return e.name == "evening"; });
    REQUIRE (evening != list.end());
    CHECK (evening->own);
    CHECK (bytesOf (evening->file) == "own");
    CHECK (std::none_of (list.begin(), list.end(), [] (const Entry& e) { return e.name.starts_with ('.'); }));
    CHECK (std::is_sorted (list.begin(), list.end(), [] (const Entry& a, const Entry& b) { return a.name < b.name; }));

    CHECK (bytesOf (*findSession ("evening")) == "own");
    CHECK (nameOf (*findSession ("Long Walk")) == "long-walk");
    CHECK (nameOf (*findChair ("sofa")) == "sofa");
    CHECK (*findSession ((folder / "shared/lull/Sessions/evening.lull.yaml").string()) == folder / "shared/lull/Sessions/evening.lull.yaml");
}

TEST_CASE ("a name that does not exist is a usage error that says what was probably meant")
{
    const Folder folder;
    const Variable data ("XDG_DATA_HOME", folder.path.string());
    writeBytes (folder / "lull/Sessions/evening.lull.yaml", "own");
    const auto near = findSession ("evning");
    REQUIRE (! near);
    CHECK (near.error().kind == Error::Kind::usage);
    CHECK (near.error().message == "there is no session \"evning\"; did you mean \"evening\"?");
    CHECK (findSession ("zzzzzzzz").error().message == "there is no session \"zzzzzzzz\"; `lull sessions` lists them");
    CHECK (findSession ("./evening.yaml").error().message == "there is no file ./evening.yaml");
}

TEST_CASE ("texts are read from regular files only, and no further than they may be long")
{
    const Folder folder;
    writeBytes (folder / "short", "abc");
    CHECK (*readText (folder / "short") == "abc");
    writeBytes (folder / "long", std::string (300'000, 'x'));
    CHECK (readText (folder / "long")->size() == 256 * 1024 + 1);
    REQUIRE (mkfifo ((folder / "pipe").c_str(), 0600) == 0);
    CHECK (! readText (folder / "pipe"));
    CHECK (! readText (folder.path));
    CHECK (! readText ("/dev/zero"));
    CHECK (! readText (folder / "missing"));
}
