package dev.deskbus.domain.client;

/** A token as it is stored: its SHA-256 in hexadecimal, never the token itself. */
public record TokenKey(String value) {}
