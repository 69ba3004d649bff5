// A folder of a test's own that is gone afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

class Folder
{
public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "lull-test-XXXXXX").string();
        if (mkdtemp (name.data()) == nullptr) throw std::runtime_error ("no temporary folder");
        path = name;
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all (path, ignored);
    }
    Folder (const Folder&) = delete;
    Folder& operator= (const Folder&) = delete;

    [[nodiscard]] std::filesystem::path operator/ (const std::string& name) const { return path / name; }
    [[nodiscard]] std::size_t entries() const
    {
        std::size_t n = 0;
        for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator (path)) ++n;
        return n;
    }

    std::filesystem::path path;
};

inline std::string bytesOf (const std::filesystem::path& file)
{
    std::ifstream in (file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline void writeBytes (const std::filesystem::path& file, const std::string& bytes)
{
    std::filesystem::create_directories (file.parent_path());
    std::ofstream (file, std::ios::binary) << bytes;
}
