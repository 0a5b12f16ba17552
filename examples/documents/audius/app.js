// Joins the samples to an app: a button for step 4, and step 6 on each load.
import { logIn } from './log-in.js'
import './restore.js'

document.querySelector('#log-in').addEventListener('click', () => logIn())
