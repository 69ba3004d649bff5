#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Files/Notice.h"

namespace lull::cli
{
extern const CommandKind commandSafety;
const CommandKind commandSafety { "safety", "what to know before touch", 75, "lull safety                   as it is shown before the first touch",
                                  [] (CLI::App&) -> Action {
                                      return [] (Console& console) {
                                          console.put (std::string (files::noticeText()));
                                          return 0;
                                      };
                                  } };
} // namespace lull::cli
