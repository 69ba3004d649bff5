#include "Files/PageFile.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Files/Bytes.h"

namespace lull::files
{
namespace
{
constexpr std::size_t headBytes = 4096, longestRemark = 300;
constexpr std::size_t pageBytes = pageFloats * sizeof (float);
constexpr std::string_view magic = "LullPage\x01";
// As this processor lays out numbers: the cache never leaves the machine. 9 bytes of magic, then from 16: frames, rate, length of remark, remark.

std::uint64_t pagesOf (Frame frames) noexcept { return static_cast<std::uint64_t> ((frames + pageFrames - 1) / pageFrames); }
} // namespace

struct PageFile::Store
{
    std::optional<WholeFile> passing;
    int fd = -1;

    Store() = default;
    Store (const Store&) = delete;
    Store& operator= (const Store&) = delete;
    ~Store()
    {
        if (fd >= 0) close (fd);
    }

    std::size_t readAt (std::uint64_t offset, void* bytes, std::size_t count) const noexcept
    {
        if (passing) return passing->readAt (offset, bytes, count);
        std::size_t got = 0;
        while (got < count)
        {
            const ssize_t n = pread (fd, static_cast<char*> (bytes) + got, count - got, static_cast<off_t> (offset + got));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;
            got += static_cast<std::size_t> (n);
        }
        return got;
    }
};

std::optional<PageFile> PageFile::open (const std::filesystem::path& name)
{
    auto store = std::make_shared<Store>();
    store->fd = ::open (name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    struct stat seen
    {};
    if (store->fd < 0 || fstat (store->fd, &seen) != 0 || ! S_ISREG (seen.st_mode)) return {};
    std::string head (headBytes, '\0');
    if (store->readAt (0, head.data(), headBytes) != headBytes || ! head.starts_with (magic)) return {};
    PageFile file;
    file.theHead.frames = static_cast<Frame> (get64 (head, 16));
    file.theHead.rate = std::bit_cast<double> (get64 (head, 24));
    file.theHead.remark = head.substr (40, std::min<std::size_t> (get32 (head, 32), longestRemark));
    if (file.theHead.frames < 1 || file.theHead.frames > Frame { 1 } << 40 || ! (file.theHead.rate > 0.0)) return {};
    if (static_cast<std::uint64_t> (seen.st_size) != headBytes + pagesOf (file.theHead.frames) * pageBytes) return {};
    (void)futimens (store->fd, nullptr); // used last
    file.store = std::move (store);
    return file;
}

bool PageFile::readPage (Frame page, float* both) const noexcept
{
    return store->readAt (headBytes + static_cast<std::uint64_t> (page) * pageBytes, both, pageBytes) == pageBytes;
}

bool PageFile::read (Frame from, int count, float* left, float* right) const noexcept
{
    bool whole = true;
    for (int done = 0; done < count;)
    {
        const Frame at = from + done;
        if (at < 0 || at >= theHead.frames)
        {
            const auto n = at < 0 ? static_cast<int> (std::min<Frame> (count - done, -at)) : count - done;
            std::fill_n (left + done, n, 0.0f);
            std::fill_n (right + done, n, 0.0f);
            done += n;
            continue;
        }
        const Frame page = at / pageFrames, inPage = at % pageFrames;
        const auto n = static_cast<std::size_t> (std::min<Frame> ({ count - done, pageFrames - inPage, theHead.frames - at }));
        const std::uint64_t offset = headBytes + static_cast<std::uint64_t> (page) * pageBytes + static_cast<std::uint64_t> (inPage) * sizeof (float);
        whole = store->readAt (offset, left + done, n * sizeof (float)) == n * sizeof (float) && whole;
        whole = store->readAt (offset + pageBytes / 2, right + done, n * sizeof (float)) == n * sizeof (float) && whole;
        done += static_cast<int> (n);
    }
    return whole;
}

PageWriter::PageWriter (WholeFile f, std::filesystem::path n, double r) : file (std::move (f)), name (std::move (n)), rate (r), page (pageFloats) {}

Result<PageWriter> PageWriter::create (const std::filesystem::path& name, double rate)
{
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());
    PageWriter writer (std::move (*file), name, rate);
    const std::string head (headBytes, '\0');
    if (! writer.file.write (head.data(), head.size())) return fail (writer.error());
    return writer;
}

bool PageWriter::write (const float* left, const float* right, int frames)
{
    for (int done = 0; done < frames;)
    {
        const Frame at = count % pageFrames;
        const auto n = static_cast<int> (std::min<Frame> (frames - done, pageFrames - at));
        std::copy_n (left + done, n, page.begin() + at);
        std::copy_n (right + done, n, page.begin() + pageFrames + at);
        done += n;
        count += n;
        if (count % pageFrames == 0 && ! file.write (page.data(), pageBytes)) return false;
    }
    return true;
}

bool PageWriter::finish (const std::string& remark)
{
    if (const Frame rest = count % pageFrames; rest != 0)
    {
        std::fill (page.begin() + rest, page.begin() + pageFrames, 0.0f);
        std::fill (page.begin() + pageFrames + rest, page.end(), 0.0f);
        file.write (page.data(), pageBytes);
    }
    std::string head (magic);
    head.resize (16);
    put64 (head, static_cast<std::uint64_t> (count));
    put64 (head, std::bit_cast<std::uint64_t> (rate));
    put64 (head, std::min (remark.size(), longestRemark));
    head += remark.substr (0, longestRemark);
    return file.writeAt (0, head.data(), head.size());
}

Result<PageFile> PageWriter::pass (std::string remark)
{
    if (! finish (remark)) return fail (error());
    PageFile pages;
    pages.theHead = { count, rate, std::move (remark) };
    auto store = std::make_shared<PageFile::Store>();
    store->passing.emplace (std::move (file));
    pages.store = std::move (store);
    return pages;
}

Result<PageFile> PageWriter::keep (std::string remark)
{
    if (! finish (remark)) return fail (error());
    if (auto kept = file.keep(); ! kept) return fail (kept.error());
    auto pages = PageFile::open (name);
    if (! pages) return fail ("cannot read " + name.string());
    return std::move (*pages);
}
} // namespace lull::files
