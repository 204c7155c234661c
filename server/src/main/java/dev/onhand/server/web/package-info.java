/**
 * What all resources of the API share: problems, ids, pages, entity tags, the rules for JSON,
 * requests that may come again. Knows no resource, and nobody's rights.
 */
@NullMarked
package dev.onhand.server.web;

import org.jspecify.annotations.NullMarked;
