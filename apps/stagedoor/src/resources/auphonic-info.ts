import type { JsonValue } from '@stagedoor/platforms'

const checkbox = (name: string, description: string): JsonValue => ({
  display_name: name,
  description,
  type: 'checkbox',
  default_value: true,
  belongs_to: 'globals',
})

/** The lists below `/api/info`, by name: an excerpt of each that is enough to fill a form. */
export const auphonicInfo: Readonly<Record<string, JsonValue>> = {
  algorithms: {
    leveler: checkbox('Adaptive Leveler', 'Levels speakers, music and noise to one loudness.'),
    filtering: checkbox('Adaptive Filtering', 'Takes out unneeded and disturbing low frequencies.'),
    normloudness: checkbox('Loudness Normalization', 'Brings the whole file to one target loudness.'),
    denoise: checkbox('Noise Reduction', 'Takes out noise and hum.'),
    loudnesstarget: {
      display_name: 'Loudness Target',
      description: 'In LUFS.',
      type: 'select',
      default_value: -16,
      belongs_to: 'normloudness',
      options: [
        { value: -14, display_name: '-14 LUFS' },
        { value: -16, display_name: '-16 LUFS' },
        { value: -23, display_name: '-23 LUFS (EBU R128)' },
      ],
    },
  },
  file_endings: { mp3: ['mp3'], aac: ['m4a', 'mp4'], flac: ['flac'], wav: ['wav'] },
  output_files: {
    mp3: { display_name: 'MP3', type: 'lossy', endings: ['mp3'], default_bitrate: '112', bitrates: ['96', '112', '128', '192'] },
    wav: { display_name: 'WAV 16-bit', type: 'lossless', endings: ['wav'], default_bitrate: null, bitrates: [] },
  },
  production_status: {
    0: 'File Upload',
    1: 'Waiting',
    2: 'Error',
    3: 'Done',
    4: 'Audio Processing',
    5: 'Audio Encoding',
    6: 'Outgoing File Transfer',
    7: 'Audio Mono Mixdown',
    8: 'Split Audio On Chapter Marks',
    9: 'Incomplete',
    10: 'Production Not Started Yet',
    11: 'Production Outdated',
    12: 'Incoming File Transfer',
    13: 'Stopping the Production',
    14: 'Speech Recognition',
  },
  service_types: { dropbox: { display_name: 'Dropbox' }, youtube: { display_name: 'YouTube' }, soundcloud: { display_name: 'SoundCloud' } },
}
