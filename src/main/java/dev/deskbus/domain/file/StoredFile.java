package dev.deskbus.domain.file;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;

/**
 * What is known of a file that is kept; none of it ever changes.
 *
 * @param type the media type that its content was found to be, without parameters
 * @param size in bytes
 */
public record StoredFile(FileId id, TenantId tenant, FileName name, String type, long size) {}
