#include "Catch.h"

#include "Session/Texts.h"
#include "Sound/Voice.h"
#include "Touch/ChairFields.h"
#include "Touch/Parts.h"
#include "Touch/Technique.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("the schema that is shipped is the one that the tables say")
{
    // When this fails, after a field was added: lull schema > Assets/session-1.schema.json
    CHECK (contents (std::string (LULL_ROOT) + "/Assets/session-1.schema.json") == session::schemaJson());
}

TEST_CASE ("schema and reference know every voice, every technique and every field of theirs")
{
    const auto schema = session::schemaJson(), reference = session::referenceMarkdown();
    const auto known = [&] (const text::FieldTable& fields) {
        for (const auto& f : fields)
        {
            INFO (f.key);
            CHECK (schema.find ("\"" + f.key + "\": {") != std::string::npos);
            CHECK (reference.find ("| `" + f.key + "` |") != std::string::npos);
            CHECK_FALSE (f.about.empty());
        }
    };
    for (const auto* k : sound::voiceKinds())
    {
        CHECK (schema.find ("\"const\": \"" + std::string (k->name) + "\"") != std::string::npos);
        CHECK (reference.find ("### " + std::string (k->name) + "\n") != std::string::npos);
        known (k->fields);
    }
    for (const auto* k : touch::techniqueKinds())
    {
        CHECK (schema.find ("\"const\": \"" + std::string (k->name) + "\"") != std::string::npos);
        CHECK (reference.find ("### " + std::string (k->name) + "\n") != std::string::npos);
        known (k->fields);
    }
    known (touch::commonFields());
    CHECK (sound::voiceKinds().size() >= 6);
    CHECK (touch::techniqueKinds().size() >= 3);
}

TEST_CASE ("what the tables give as a default is within their own ranges")
{
    const auto sound = [] (const sound::VoiceKind& k) { return text::defaults (k.fields); };
    for (const auto* k : sound::voiceKinds())
        for (const auto& f : k->fields)
        {
            INFO (k->name << " " << f.key);
            CHECK ((f.fallback.empty() || sound (*k).has (f.key)));
        }
    for (const auto* k : touch::techniqueKinds())
        for (const auto& f : k->fields)
        {
            INFO (k->name << " " << f.key);
            CHECK ((f.fallback.empty() || text::defaults (k->fields).has (f.key)));
        }
}

TEST_CASE ("so is the schema of a chair file, and its reference names every field and part")
{
    // When this fails, after a field was added: lull schema --chair > Assets/chair-1.schema.json
    CHECK (contents (std::string (LULL_ROOT) + "/Assets/chair-1.schema.json") == touch::chairSchemaJson());
    const auto reference = touch::chairMarkdown();
    for (const auto* table : { &touch::chairFields(), &touch::amplifierFields(), &touch::actuatorFields(), &touch::zoneFields() })
        for (const auto& f : *table) CHECK (reference.find ("| `" + f.key + "` |") != std::string::npos);
    for (const auto& p : touch::parts()) CHECK (reference.find ("| `" + std::string (p.id) + "` |") != std::string::npos);
}
