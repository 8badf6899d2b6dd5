# Reads this folder in R:
#   articles   a data frame with doc_id, text and the document variables (Text Interchange Format)
#   counts     a sparse matrix, documents x terms, if dtm.mtx is there (needs the package Matrix)
#   variables  the document variables of its rows
#   stm_input  documents and vocab as stm::stm() takes them, with the variables as meta
#   corpus, dfm  the same for quanteda, where it is installed
# Set `folder` first if it is not the working directory: folder <- "path"; source("path/read_in_r.R")
if (!exists("folder")) folder <- "."
read_table <- function(name) {
  read.csv(file.path(folder, name), encoding = "UTF-8", check.names = FALSE, stringsAsFactors = FALSE,
           colClasses = "character", na.strings = character())
}
as_variables <- function(table) {
  for (name in setdiff(names(table), c("doc_id", "text", "term"))) {
    table[[name]] <- type.convert(table[[name]], as.is = TRUE, na.strings = "")
  }
  table
}
articles <- as_variables(read_table("corpus.csv"))
if (file.exists(file.path(folder, "dtm.mtx"))) {
  variables <- as_variables(read_table("dtm_documents.csv"))
  counts <- as(Matrix::readMM(file.path(folder, "dtm.mtx")), "CsparseMatrix")
  dimnames(counts) <- list(variables$doc_id, read_table("dtm_terms.csv")$term)
  filled <- Matrix::rowSums(counts) > 0  # stm takes no empty documents
  by_row <- as(counts[filled, , drop = FALSE], "RsparseMatrix")
  stm_input <- list(
    documents = lapply(seq_len(nrow(by_row)), function(row) {
      cells <- seq.int(by_row@p[row] + 1, by_row@p[row + 1])
      rbind(as.integer(by_row@j[cells] + 1), as.integer(by_row@x[cells]))
    }),
    vocab = colnames(counts),
    meta = variables[filled, , drop = FALSE]
  )
}
if (requireNamespace("quanteda", quietly = TRUE)) {
  corpus <- quanteda::corpus(articles, docid_field = "doc_id", text_field = "text")
  if (exists("counts")) {
    dfm <- quanteda::as.dfm(counts)
    quanteda::docvars(dfm) <- variables[setdiff(names(variables), "doc_id")]
  }
}
