#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Session/Score.h"
#include "Touch/ChairFields.h"

namespace lull::cli
{
extern const CommandKind commandSchema;
const CommandKind commandSchema { "schema", "what may stand in a script or a chair file: JSON Schema, or a reference to read", 90,
                                  "lull schema > session-1.schema.json      for an editor that completes and checks YAML\n"
                                  "lull schema --markdown                   the same as a text for people\n"
                                  "lull schema --chair > chair-1.schema.json",
                                  [] (CLI::App& app) -> Action {
                                      auto markdown = std::make_shared<bool> (false);
                                      auto json = std::make_shared<bool> (true);
                                      auto chair = std::make_shared<bool> (false);
                                      app.add_flag ("--chair", *chair, "of a chair file");
                                      app.add_flag ("--markdown", *markdown, "a reference to read");
                                      app.add_flag ("--json", *json, "JSON Schema; this is what it writes anyway");
                                      return [markdown, json, chair] (Console& console) {
                                          std::string text = *chair      ? (*markdown ? touch::chairMarkdown() : touch::chairSchemaJson())
                                                             : *markdown ? session::referenceMarkdown()
                                                                         : session::schemaJson();
                                          if (! text.ends_with ('\n')) text += '\n';
                                          console.put (text);
                                          return 0;
                                      };
                                  } };
} // namespace lull::cli
