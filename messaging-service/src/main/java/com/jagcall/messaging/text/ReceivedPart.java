package com.jagcall.messaging.text;

/**
 * One part of a received message, kept undecoded: a sender may have split a character between two
 * parts, so that only the joined parts can be read (see {@link Reassembly}).
 *
 * @param number 1 to 255, the part's place; 1 for a message of one part
 * @param userData without a user data header. Not copied: nobody changes it
 */
public record ReceivedPart(int number, Alphabet alphabet, byte[] userData) {}
