/** What listings keep back so that they do not sell what is gone, tuned by what is measured. */
@NullMarked
package dev.onhand.engine.buffers;

import org.jspecify.annotations.NullMarked;
