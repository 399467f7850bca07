/** The file store: what comes is spooled, looked at, and put into a folder or an S3 bucket. */
@NullMarked
package dev.deskbus.file;

import org.jspecify.annotations.NullMarked;
