// libgit2, loaded when a repository is first looked for, so that commands without one pay nothing
// for it at start-up. The functions are members named as libgit2 names them.
#pragma once

#include <git2.h>

namespace retort {

// X-macro: every libgit2 function that is used, by its own name.
// clang-format off
#define RETORT_LIBGIT2_FUNCTIONS(X) \
  X(git_libgit2_init) X(git_libgit2_opts) X(git_repository_open_ext) X(git_repository_free) X(git_repository_workdir) \
  X(git_repository_index) X(git_index_free) X(git_index_get_bypath) X(git_ignore_path_is_ignored) \
  X(git_repository_hashfile) X(git_blame_file) X(git_blame_free) X(git_blame_get_hunk_byline) \
  X(git_blame_options_init) X(git_revparse_single) X(git_object_peel) X(git_object_free) \
  X(git_commit_lookup) X(git_commit_id) X(git_commit_free) X(git_commit_author) X(git_commit_summary) \
  X(git_commit_tree_id) X(git_commit_parentcount) X(git_commit_parent_id) \
  X(git_commit_time) X(git_tree_lookup) X(git_tree_free) X(git_tree_entrycount) \
  X(git_tree_entry_byindex) X(git_tree_entry_name) X(git_tree_entry_id) X(git_tree_entry_type) \
  X(git_tree_entry_bypath) X(git_tree_entry_free) X(git_blob_lookup) X(git_blob_free) \
  X(git_blob_rawcontent) X(git_blob_rawsize) X(git_revwalk_new) X(git_revwalk_free) \
  X(git_revwalk_push) X(git_revwalk_next) X(git_revwalk_sorting) X(git_reference_iterator_new) \
  X(git_reference_iterator_free) X(git_reference_next) X(git_reference_free) X(git_reference_name) \
  X(git_reference_peel) X(git_reflog_read) X(git_reflog_free) X(git_reflog_entrycount) \
  X(git_reflog_entry_byindex) X(git_reflog_entry_id_new) X(git_reflog_entry_id_old) \
  X(git_graph_descendant_of) X(git_merge_base) X(git_object_id) X(git_repository_odb) X(git_odb_free) X(git_odb_foreach) \
  X(git_odb_read_header) X(git_oid_tostr) X(git_error_last)
// clang-format on

struct Libgit2 {
#define RETORT_LIBGIT2_MEMBER(name) decltype(&::name) name = nullptr;
  RETORT_LIBGIT2_FUNCTIONS(RETORT_LIBGIT2_MEMBER)
#undef RETORT_LIBGIT2_MEMBER
};

/// The library, loaded and initialised at the first call; null if it is not installed.
const Libgit2* libgit2();

}  // namespace retort
