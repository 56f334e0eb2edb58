#pragma once

// The routines of libxlsxwriter that Headway calls, looked up when the first workbook is written.
//
// Linking it would cost every run of the command more than a millisecond, most of it for libcrypto, which it
// needs for a checksum. Hence nothing is linked; types and signatures are those of the installed header, and the
// library must have its version.

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>
#include <xlsxwriter.h>

#define CXLSX_FUNCTIONS(F)              \
  F(lxw_version)                        \
  F(lxw_strerror)                       \
  F(workbook_new_opt)                   \
  F(workbook_close)                     \
  F(workbook_set_properties)            \
  F(workbook_add_worksheet)             \
  F(workbook_add_format)                \
  F(workbook_add_chart)                 \
  F(worksheet_write_number)             \
  F(worksheet_write_string)             \
  F(worksheet_write_rich_string)        \
  F(worksheet_write_blank)              \
  F(worksheet_merge_range)              \
  F(worksheet_set_column)               \
  F(worksheet_set_row)                  \
  F(worksheet_freeze_panes)             \
  F(worksheet_autofilter)               \
  F(worksheet_conditional_format_range) \
  F(worksheet_insert_chart_opt)         \
  F(worksheet_gridlines)                \
  F(worksheet_set_paper)                \
  F(worksheet_set_landscape)            \
  F(worksheet_set_margins)              \
  F(worksheet_set_header)               \
  F(worksheet_set_footer)               \
  F(worksheet_fit_to_pages)             \
  F(worksheet_repeat_rows)              \
  F(worksheet_set_h_pagebreaks)         \
  F(format_set_font_size)               \
  F(format_set_font_color)              \
  F(format_set_bold)                    \
  F(format_set_italic)                  \
  F(format_set_num_format)              \
  F(format_set_align)                   \
  F(format_set_text_wrap)               \
  F(format_set_indent)                  \
  F(format_set_pattern)                 \
  F(format_set_fg_color)                \
  F(format_set_bottom)                  \
  F(format_set_bottom_color)            \
  F(chart_add_series)                   \
  F(chart_series_set_categories)        \
  F(chart_series_set_values)            \
  F(chart_series_set_name)              \
  F(chart_series_set_name_range)        \
  F(chart_series_set_line)              \
  F(chart_series_set_fill)              \
  F(chart_series_set_marker_type)       \
  F(chart_series_set_marker_size)       \
  F(chart_series_set_marker_fill)       \
  F(chart_series_set_marker_line)       \
  F(chart_series_set_labels)            \
  F(chart_series_set_labels_custom)     \
  F(chart_series_set_labels_position)   \
  F(chart_series_set_labels_num_format) \
  F(chart_series_set_labels_font)       \
  F(chart_axis_get)                     \
  F(chart_axis_set_num_font)            \
  F(chart_axis_set_num_format)          \
  F(chart_axis_set_min)                 \
  F(chart_axis_set_max)                 \
  F(chart_axis_set_major_unit)          \
  F(chart_axis_set_reverse)             \
  F(chart_axis_off)                     \
  F(chart_axis_major_gridlines_set_visible) \
  F(chart_axis_major_gridlines_set_line) \
  F(chart_title_set_name)               \
  F(chart_title_set_name_font)          \
  F(chart_legend_set_position)          \
  F(chart_legend_set_font)              \
  F(chart_legend_delete_series)         \
  F(chart_chartarea_set_line)           \
  F(chart_show_blanks_as)               \
  F(chart_set_series_gap)

/// Function pointers of the loaded library, under the names of its header.
typedef struct {
#define CXLSX_MEMBER(name) __typeof__(&name) name;
  CXLSX_FUNCTIONS(CXLSX_MEMBER)
#undef CXLSX_MEMBER
} CXlsxFunctions;

/// Loads the library and finds the routines; 0 if it is not installed, has another version or lacks one of them.
static inline int cxlsx_load(CXlsxFunctions *f) {
  static const char *const names[] = {"libxlsxwriter.so." LXW_SOVERSION, "libxlsxwriter.so",
                                      "libxlsxwriter." LXW_SOVERSION ".dylib", "libxlsxwriter.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && library == NULL; i++) {
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  }
  if (library == NULL) return 0;
#define CXLSX_FIND(name) \
  if ((*(void **)&f->name = dlsym(library, #name)) == NULL) return 0;
  CXLSX_FUNCTIONS(CXLSX_FIND)
#undef CXLSX_FIND
  // Its structures grow from version to version.
  return strcmp(f->lxw_version(), LXW_VERSION) == 0;
}
