#pragma once

// The routines of libzip that Headway calls, looked up when the first workbook is read.
//
// Linking libzip would cost every run of the command 2 ms: it brings OpenSSL, which workbooks do not need. Hence
// nothing is linked; the types below are those of zip.h, the same in the versions 4 and 5 of the library's interface.
// Source: https://libzip.org/documentation/ (libzip 1.7).

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef void CZipArchive;
typedef void CZipFile;
typedef void CZipSource;

/// What is known of an entry; `valid` tells which fields.
typedef struct {
  uint64_t valid;
  const char *name;
  uint64_t index;
  uint64_t size;
  uint64_t compressedSize;
  time_t modified;
  uint32_t crc;
  uint16_t compression;
  uint16_t encryption;
  uint32_t flags;
} CZipStat;

enum {
  CZIP_STAT_COMPRESSED_SIZE = 0x0008,
  CZIP_STAT_ENCRYPTION = 0x0080,
  /// Opens an archive for reading only.
  CZIP_READ_ONLY = 16
};

/// Function pointers of one loaded library.
typedef struct {
  CZipSource *(*newBuffer)(const void *bytes, uint64_t count, int isFreed, void *error);
  void (*deleteSource)(CZipSource *);
  CZipArchive *(*open)(CZipSource *, int flags, void *error);
  void (*discard)(CZipArchive *);
  int64_t (*entryCount)(CZipArchive *, uint32_t flags);
  int (*stat)(CZipArchive *, uint64_t index, uint32_t flags, CZipStat *);
  CZipFile *(*openEntry)(CZipArchive *, uint64_t index, uint32_t flags);
  int64_t (*read)(CZipFile *, void *bytes, uint64_t count);
  int (*closeEntry)(CZipFile *);
} CZipFunctions;

/// Loads the library and finds the routines; 0 if it is not installed or lacks one of them.
static inline int czip_load(CZipFunctions *f) {
  static const char *const names[] = {"libzip.so.5", "libzip.so.4", "libzip.so", "libzip.5.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && library == NULL; i++) {
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  }
  if (library == NULL) return 0;
#define CZIP_FIND(member, symbol) \
  if ((*(void **)&f->member = dlsym(library, symbol)) == NULL) return 0
  CZIP_FIND(newBuffer, "zip_source_buffer_create");
  CZIP_FIND(deleteSource, "zip_source_free");
  CZIP_FIND(open, "zip_open_from_source");
  CZIP_FIND(discard, "zip_discard");
  CZIP_FIND(entryCount, "zip_get_num_entries");
  CZIP_FIND(stat, "zip_stat_index");
  CZIP_FIND(openEntry, "zip_fopen_index");
  CZIP_FIND(read, "zip_fread");
  CZIP_FIND(closeEntry, "zip_fclose");
#undef CZIP_FIND
  return 1;
}
